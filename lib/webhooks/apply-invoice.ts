import { mirrorInvoice } from "@/lib/billing/mirror-invoice"
import { tellActionRequired } from "@/lib/billing/tell-action-required"
import { readInvoice } from "@/lib/stripe/invoice-snapshots"
import type { EventSnapshot } from "@/lib/stripe/verify-event"
import { applyOnce } from "@/lib/webhooks/apply-once"
import type { Outcome } from "@/lib/webhooks/rules"

/** Applies what happened to an invoice to its copy, and to what its subscription opens. */
export async function applyInvoice(event: EventSnapshot): Promise<Outcome> {
  const first = { snapshot: readInvoice(event.object), versionAt: event.createdAt }
  return mirrorInvoice(first.snapshot.id, first, (work) =>
    applyOnce(event, async () => {
      const outcome = await work()
      if (event.type === "invoice.payment_action_required" && outcome !== "ignored")
        await tellActionRequired(first.snapshot.id, first.snapshot.attemptCount)
      return outcome
    }),
  )
}
