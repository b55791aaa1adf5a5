import { parseDecimal, toDecimal } from "@/lib/money"
import { invoiceRevocation, isDisputed, refunded, revocationsOf } from "@/lib/purchases/rules"

type Refund = Parameters<typeof revocationsOf>[1][number]
type Dispute = Parameters<typeof revocationsOf>[2][number]

/** Something that was paid and may be given back: an order, or an invoice of a subscription. Minor units. */
export type Payment = {
  paidFor: { checkoutId: string } | { invoiceId: string }
  /** Whether its money arrived; of an order also while it is withheld. */
  isPaid: boolean
  /** Whom it was paid through; null: nothing was charged. */
  paymentIntentId: string | null
  currency: string
  amountPaid: number
  /** None of an invoice. */
  lines: {
    id: string
    title: string
    amountTotal: number
    purchase: { takenBackAt: Date | null } | null
  }[]
  refunds: Refund[]
  disputes: Dispute[]
}

/** What of a payment shall go back: all that is left, one line, or an amount in major units as typed. */
export type RefundChoice =
  | { what: "full" }
  | { what: "line"; lineId: string }
  | { what: "amount"; typed: string; closesAccess: boolean }

/** The choice in the fields of a form: `what` is "full", "amount", or a line's id. Null: none was made. */
export function readChoice(fields: {
  what: string
  amount: string
  closes: boolean
}): RefundChoice | null {
  const { what, amount, closes } = fields
  if (what === "") return null
  if (what === "full") return { what }
  if (what === "amount") return { what, typed: amount, closesAccess: closes }
  return { what: "line", lineId: what }
}

/** What a refund will do, before it is done. */
export type RefundPlan = {
  /** Minor units. */
  amount: number
  lineId: string | null
  closesAccess: boolean
  /** Titles of what closes with it, and of what stays open. */
  closing: string[]
  staying: string[]
}

export type Planned =
  | { outcome: "planned"; plan: RefundPlan }
  /** `field`: where the fault was typed; null: the whole is not possible. */
  | { outcome: "refused"; field: "amount" | "what" | null; message: string }

/**
 * What a refund would give back and close, or why there can be none. Never more than is left, and never
 * of a payment that a bank has taken back already or asks about: it would be given back twice.
 */
export function planRefund(payment: Payment, choice: RefundChoice): Planned {
  const obstacle = obstacleOf(payment)
  if (obstacle) return { outcome: "refused", field: null, message: obstacle }
  const left = leftOf(payment)
  switch (choice.what) {
    case "full":
      return planned(payment, { amount: left, lineId: null, closesAccess: false })
    case "line":
      return planLine(payment, choice.lineId, left)
    case "amount":
      return planAmount(payment, choice.typed, choice.closesAccess, left)
  }
}

/** Why nothing of a payment can be given back; null: something can. */
export function obstacleOf(payment: Payment): string | null {
  if (!payment.isPaid || !payment.paymentIntentId || payment.amountPaid === 0)
    return "Nothing was charged, so there is nothing to give back."
  if (isDisputed(payment.disputes))
    return "The buyer’s bank has taken this money back or asks for it: a refund would pay it twice. Answer the dispute at Stripe; once it is won, a refund is possible."
  if (leftOf(payment) <= 0) return "Everything was given back already."
  return null
}

/** What was not given back yet and is not on its way, in minor units. */
export function leftOf({ amountPaid, refunds }: Pick<Payment, "amountPaid" | "refunds">): number {
  return amountPaid - refunded(refunds)
}

function planLine(payment: Payment, lineId: string, left: number): Planned {
  const line = payment.lines.find(({ id }) => id === lineId)
  if (!line)
    return { outcome: "refused", field: "what", message: "That line is not of this order." }
  const own = payment.refunds.filter((refund) => refund.lineId === lineId)
  const amount = line.amountTotal - refunded(own)
  if (amount <= 0)
    return { outcome: "refused", field: "what", message: "This line was given back already." }
  if (amount > left)
    return {
      outcome: "refused",
      field: "what",
      message: `Only ${inWords(left, payment)} is left of the order, less than this line. Refund an amount, or in full.`,
    }
  return planned(payment, { amount, lineId, closesAccess: false })
}

function planAmount(payment: Payment, typed: string, closes: boolean, left: number): Planned {
  const amount = parseDecimal(typed, payment.currency)
  const refused = (message: string): Planned => ({ outcome: "refused", field: "amount", message })
  if (amount === null)
    return refused(`Write an amount such as ${toDecimal({ ...payment, amount: left })}.`)
  if (amount === 0) return refused("Write an amount above zero.")
  if (amount > left) return refused(`At most ${inWords(left, payment)} is left to give back.`)
  return planned(payment, { amount, lineId: null, closesAccess: closes })
}

function planned(
  payment: Payment,
  refund: Pick<RefundPlan, "amount" | "lineId" | "closesAccess">,
): Planned {
  const { closing, staying } = effectOf(payment, refund)
  return { outcome: "planned", plan: { ...refund, closing, staying } }
}

// Decided by the very rule that closes it afterwards.
function effectOf(
  payment: Payment,
  { amount, lineId, closesAccess }: Pick<RefundPlan, "amount" | "lineId" | "closesAccess">,
): Pick<RefundPlan, "closing" | "staying"> {
  const { lines, refunds, disputes, amountPaid } = payment
  const after = [...refunds, { amount, lineId, status: "succeeded" as const }]
  if ("invoiceId" in payment.paidFor) {
    const period = ["The period that this invoice paid for"]
    const isClosed = invoiceRevocation(amountPaid, after, disputes) !== null
    return isClosed ? { closing: period, staying: [] } : { closing: [], staying: period }
  }
  const [was, will] = [refunds, after].map((all) => revocationsOf(lines, all, disputes))
  const open = lines.filter(({ id, purchase }) => purchase && !was?.get(id))
  const isClosing = ({ id }: { id: string }) => closesAccess || Boolean(will?.get(id))
  return {
    closing: open.filter(isClosing).map(({ title }) => title),
    staying: open.filter((line) => !isClosing(line)).map(({ title }) => title),
  }
}

function inWords(amount: number, { currency }: { currency: string }): string {
  return `${toDecimal({ amount, currency })} ${currency.toUpperCase()}`
}
