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
} as const

export type EventSubject = keyof typeof handledTypes

const subjects = new Map<string, EventSubject>(
  Object.entries(handledTypes).flatMap(([subject, types]) =>
    types.map((type): [string, EventSubject] => [type, subjectOf(subject)]),
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

/** The copy that the shop holds, as far as its version goes. */
export type HeldVersion = { stripeVersionAt: Date } | null

/**
 * Whether a snapshot may replace the copy that the shop holds.
 * - From an event: only when strictly newer; two events of one second have no order.
 * - Fetched: when the copy is still the one that was seen before fetching (`seenAt`), for then what
 *   was fetched is newer than all that the copy was built from.
 */
export function mayReplace(
  held: HeldVersion,
  candidate: { versionAt: Date; seenAt: Date | null | undefined },
): boolean {
  if (candidate.seenAt !== undefined)
    return (held?.stripeVersionAt.getTime() ?? null) === (candidate.seenAt?.getTime() ?? null)
  return held === null || candidate.versionAt > held.stripeVersionAt
}

function subjectOf(name: string): EventSubject {
  if (name === "session" || name === "refund" || name === "dispute") return name
  return "customer"
}
