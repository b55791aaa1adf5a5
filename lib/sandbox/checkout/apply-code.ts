import { redeemable } from "@/lib/sandbox/billing/make-discounts"
import { findCode } from "@/lib/sandbox/billing/promotion-codes"
import { lockBilling } from "@/lib/sandbox/billing/store"
import { withDiscounts } from "@/lib/sandbox/checkout/subscription-session"
import type { Scope } from "@/lib/sandbox/scope"
import { StripeFault } from "@/lib/sandbox/stripe/faults"
import { idOf } from "@/lib/sandbox/stripe/id-of"
import { lockStored, saveHidden, saveObject } from "@/lib/sandbox/stripe/objects"

/**
 * Lowers an open session's sums by the promotion code that the buyer typed, in place of an earlier
 * one; an empty code takes that away. Gives why it could not be, in words for the buyer, or null.
 */
export async function applyCode(scope: Scope, id: string, typed: string): Promise<string | null> {
  await lockBilling(scope)
  const { data, hidden } = await lockStored(scope, "checkout.session", id)
  const closed = data.status !== "open" || data.expires_at <= scope.now
  // A subscription that a refused try has made already keeps its price.
  if (closed || !data.allow_promotion_codes || hidden.subscription?.made) return null
  const code = typed === "" ? null : await findCode(scope, typed)
  if (typed !== "" && !code) return "This code is not valid."
  const customer = idOf(data.customer) || null
  try {
    if (code) await redeemable(scope, { promotion_code: code.id }, customer, "discounts[0]")
  } catch (error) {
    if (error instanceof StripeFault) return "This code cannot be used any more."
    throw error
  }
  const { restrictions } = code ?? {}
  const least = restrictions?.minimum_amount ?? 0
  if ((data.amount_subtotal ?? 0) < least) return "This code needs a larger order."
  const discounts = code
    ? [{ coupon: idOf(code.promotion.coupon) || null, promotion_code: code.id }]
    : []
  const priced = await withDiscounts(scope, {
    session: { ...data, discounts },
    lines: hidden.lines,
  })
  await saveObject(scope, "checkout.session", priced.session)
  await saveHidden(scope, "checkout.session", id, { ...hidden, lines: priced.lines })
  return null
}
