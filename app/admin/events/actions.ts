"use server"

import { z } from "zod"
import { adminAction } from "@/app/admin/act"
import { retryEventByHand } from "@/lib/webhooks/retry-event-by-hand"

const ofEvent = z.object({ event: z.string().min(1).max(255) })

/** Applies an event of the ledger again. */
export const retry = adminAction(
  ofEvent,
  ({ event }) => `/admin/events/${encodeURIComponent(event)}`,
  ({ event }, actor) => retryEventByHand(event, actor),
)
