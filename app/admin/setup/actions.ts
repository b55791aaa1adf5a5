"use server"

import { z } from "zod"
import { adminAction } from "@/app/admin/act"
import { sendTestMail } from "@/lib/setup/send-test-mail"

/** Mails a few words to whoever presses the button. */
export const mailMe = adminAction(
  z.object({}),
  () => "/admin/setup",
  async (_, actor) => {
    await sendTestMail(actor)
    return "mailed"
  },
)
