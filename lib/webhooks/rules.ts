/** What became of an event; the webhook's answer tells it. */
export type Outcome = "applied" | "duplicate" | "stale" | "ignored" | "parked"

/** What a handler says of an event that nobody has handled before. */
export type Handled = Exclude<Outcome, "duplicate">

/** The events that the shop acts on, by what they carry. All others are kept and ignored. */
export const handledTypes = {
  session: [
    "checkout.session.completed",
    "checkout.session.async_payment_succeeded",
    "checkout.session.async_payment_failed",
    "checkout.session.expired",
  ],
  refund: ["refund.created", "refund.updated", "refund.failed", "charge.refund.updated"],
  dispute: [
    "charge.dispute.created",
    "charge.dispute.updated",
    "charge.dispute.closed",
    "charge.dispute.funds_withdrawn",
    "charge.dispute.funds_reinstated",
  ],
  customer: ["customer.updated"],
  subscription: [
    "customer.subscription.created",
    "customer.subscription.updated",
    "customer.subscription.deleted",
    "customer.subscription.paused",
    "customer.subscription.resumed",
    "customer.subscription.trial_will_end",
  ],
  schedule: [
    "subscription_schedule.created",
    "subscription_schedule.updated",
    "subscription_schedule.released",
    "subscription_schedule.completed",
    "subscription_schedule.canceled",
    "subscription_schedule.aborted",
  ],
  invoice: [
    "invoice.created",
    "invoice.finalized",
    "invoice.updated",
    "invoice.paid",
    "invoice.payment_succeeded",
    "invoice.payment_failed",
    "invoice.payment_action_required",
    "invoice.voided",
    "invoice.marked_uncollectible",
  ],
  product: ["product.created", "product.updated"],
} as const

export type EventSubject = keyof typeof handledTypes
const subjectNames = [
  "session",
  "refund",
  "dispute",
  "customer",
  "subscription",
  "schedule",
  "invoice",
  "product",
] as const satisfies EventSubject[]

const subjects = new Map<string, EventSubject>(
  subjectNames.flatMap((subject) =>
    handledTypes[subject].map((type): [string, EventSubject] => [type, subject]),
  ),
)

/** What an event of this type is about, or null when the shop does not act on it. */
export function eventSubject(type: string): EventSubject | null {
  return subjects.get(type) ?? null
}

/** The types of all events that the shop acts on. */
export function allHandledTypes(): string[] {
  return [...subjects.keys()]
}

/** Hours after which a parked event counts as failing. */
export const PARKED_TOO_LONG = 24
