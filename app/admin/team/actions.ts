"use server"

import { z } from "zod"
import { adminForm } from "@/app/admin/act"
import { requireSecondFactor } from "@/lib/administrators/require-second-factor"

/** Says whether everybody here must have a second factor. */
export const saveRequirement = adminForm(
  z.object({ required: z.literal("on").optional() }),
  async ({ required }, actor) => {
    await requireSecondFactor(required === "on", actor)
    return `/admin/team?done=${required ? "required" : "optional"}`
  },
)
