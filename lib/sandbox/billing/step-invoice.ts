import { markUncollectible, voidInvoice } from "@/lib/sandbox/billing/close-invoice"
import { finalizeInvoice } from "@/lib/sandbox/billing/finalize-invoice"
import { payInvoice } from "@/lib/sandbox/billing/pay-invoice"
import { type StoredInvoice, saveInvoice } from "@/lib/sandbox/billing/store"
import type { Scope } from "@/lib/sandbox/scope"
import { idOf } from "@/lib/sandbox/stripe/id-of"
import { findStored, lockStored } from "@/lib/sandbox/stripe/objects"

/** Does what is due for an invoice: a draft is finalised and charged, a failed one tried again. */
export async function stepInvoice(scope: Scope, id: string): Promise<void> {
  const stored = await lockStored(scope, "invoice", id)
  if (stored.data.status === "open") await payInvoice(scope, id)
  else if (stored.data.status === "draft") await advance(scope, stored)
  else await saveInvoice(scope, { data: stored.data, hidden: { ...stored.hidden, due: null } })
}

/** Collection that is paused decides what becomes of a draft instead of a charge. */
async function advance(scope: Scope, stored: StoredInvoice): Promise<void> {
  const subscription = idOf(stored.data.parent?.subscription_details?.subscription)
  const found = await findStored(scope, "subscription", subscription)
  const paused = found?.data.pause_collection?.behavior
  if (paused === "keep_as_draft") {
    await saveInvoice(scope, {
      data: { ...stored.data, auto_advance: false, automatically_finalizes_at: null },
      hidden: { ...stored.hidden, due: null },
    })
    return
  }
  const final = await finalizeInvoice(scope, stored)
  if (final.data.status !== "open") return
  if (paused === "void") await voidInvoice(scope, final)
  else if (paused === "mark_uncollectible") await markUncollectible(scope, final)
  else await payInvoice(scope, final.data.id)
}
