import type Stripe from "stripe"
import type { Scope } from "@/lib/sandbox/scope"
import { newId } from "@/lib/sandbox/stripe/ids"
import { objectRoutes } from "@/lib/sandbox/stripe/object-routes"
import { insertObject } from "@/lib/sandbox/stripe/objects"
import { currency, filled, listParams, range, type Shape } from "@/lib/sandbox/stripe/params"

/** What a card's payment costs here: 2.9 % and 30 minor units, as Stripe's list says for cards in the US. */
const feeOf = (amount: number) => Math.round(amount * 0.029) + 30
/** What a dispute costs. Won or lost, it is not given back. */
const DISPUTE_FEE = 1500
const weekSeconds = 7 * 24 * 3600

/** Money that came to the account's balance or left it, and what it is for. */
type Movement =
  | { of: "charge"; source: Stripe.Charge }
  | { of: "refund" | "refund_failure"; source: Stripe.Refund }
  | { of: "dispute" | "dispute_reversal"; source: Stripe.Dispute }

/**
 * Books a movement on the account's balance, in the currency in which it was charged: the sandbox's account
 * has a balance in each. Minor units. A refund leaves the fee of its payment where it is.
 * Source: https://docs.stripe.com/reports/balance-transaction-types
 */
export async function bookTransaction(
  scope: Scope,
  { of, source }: Movement,
): Promise<Stripe.BalanceTransaction> {
  const isIn = of === "charge" || of === "refund_failure" || of === "dispute_reversal"
  const fee = of === "charge" ? feeOf(source.amount) : of === "dispute" ? DISPUTE_FEE : 0
  const amount = isIn ? source.amount : -source.amount
  const transaction: Stripe.BalanceTransaction = {
    id: newId("balance_transaction"),
    object: "balance_transaction",
    amount,
    available_on: scope.now + weekSeconds,
    balance_type: "payments",
    created: scope.now,
    currency: source.currency,
    description: null,
    exchange_rate: null,
    fee,
    fee_details: fee === 0 ? [] : [detail(fee, source.currency)],
    net: amount - fee,
    reporting_category: of,
    source: source.id,
    status: "pending",
    type: typeOf(of),
  }
  return insertObject(scope, "balance_transaction", transaction, {})
}

function detail(amount: number, currency: string): Stripe.BalanceTransaction.FeeDetail {
  return {
    amount,
    application: null,
    currency,
    description: "Stripe processing fees",
    type: "stripe_fee",
  }
}

function typeOf(of: Movement["of"]): Stripe.BalanceTransaction.Type {
  return of === "dispute" || of === "dispute_reversal" ? "adjustment" : of
}

export const balanceTransactionRoutes = objectRoutes("balance_transaction", {
  list: {
    params: listParams({
      created: range.optional(),
      currency: currency.optional(),
      source: filled.optional(),
      type: filled.optional(),
    } satisfies Shape<Stripe.BalanceTransactionListParams>),
  },
})
