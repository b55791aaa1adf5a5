import { callApi } from "@/lib/sandbox/call-api"
import type { Scope } from "@/lib/sandbox/scope"
import { idOf } from "@/lib/sandbox/stripe/id-of"
import { getObject } from "@/lib/sandbox/stripe/objects"
import { attachMethod } from "@/lib/sandbox/stripe/payment-methods"

export const cardDeeds = ["fails", "pays"] as const

const names = { fails: "pm_card_chargeCustomerFail", pays: "pm_card_visa" } as const

/** Gives a subscription a new card that its next payment fails with, or works with. */
export async function setCard(
  scope: Scope,
  id: string,
  does: (typeof cardDeeds)[number],
): Promise<{ payment_method: string }> {
  const { customer } = await getObject(scope, "subscription", id)
  const method = await attachMethod(scope, names[does], idOf(customer))
  const refused = await callApi(scope, "POST", `/v1/subscriptions/${id}`, {
    default_payment_method: method.id,
  })
  if (refused) throw refused
  return { payment_method: method.id }
}
