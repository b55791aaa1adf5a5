import { describe, expect, it } from "vitest"
import {
  type Access,
  type AccessSettings,
  type AccessState,
  accessOf,
  type PaidPeriod,
} from "@/lib/subscriptions/rules/access"

const at = (text: string) => new Date(`${text.includes("T") ? text : `${text}T00:00:00`}Z`)
const settings: AccessSettings = { graceDays: 7, opensWhilePaused: false }
const paidFor = (start: string, end: string, more: Partial<PaidPeriod> = {}): PaidPeriod => ({
  startsAt: at(start),
  endsAt: at(end),
  isFree: false,
  closed: null,
  ...more,
})
const monthly: AccessState = {
  status: "active",
  isRecurring: true,
  startedAt: at("2027-01-31"),
  trialEndsAt: null,
  cancelAt: null,
  endedAt: null,
  pausedAt: null,
  isCollectionPaused: false,
  isVoid: false,
  periodStartsAt: at("2027-01-31"),
  periodEndsAt: at("2027-02-28"),
  paid: [paidFor("2027-01-31", "2027-02-28")],
}
const trial: AccessState = {
  ...monthly,
  status: "trialing",
  trialEndsAt: at("2027-02-14"),
  paid: [paidFor("2027-01-31", "2027-02-14", { isFree: true })],
}

type Row = [
  rule: string,
  state: Partial<AccessState>,
  expected: Partial<Record<keyof Access, string | null>> | null,
  settings?: Partial<AccessSettings>,
]

const table: Row[] = [
  ["active: the paid period, then the grace period", {}, { endsAt: "2027-03-07" }],
  ["active: grace begins where what is paid ends", {}, { graceFrom: "2027-02-28" }],
  [
    "active, no grace: two hours for the draft of a renewal",
    {},
    { endsAt: "2027-02-28T02:00:00", graceFrom: "2027-02-28" },
    { graceDays: 0 },
  ],
  [
    "active, the renewal's draft not paid yet: still from what was paid",
    { periodStartsAt: at("2027-02-28"), periodEndsAt: at("2027-03-31") },
    { endsAt: "2027-03-07" },
  ],
  [
    "active, no invoice known here: believed from the running period's start",
    { paid: [] },
    { endsAt: "2027-02-07", graceFrom: "2027-01-31" },
  ],
  [
    "past due: the start of the unpaid period plus grace",
    { status: "past_due", periodStartsAt: at("2027-02-28"), periodEndsAt: at("2027-03-31") },
    { endsAt: "2027-03-07", graceFrom: "2027-02-28" },
  ],
  [
    "past due, no grace: the start of the unpaid period",
    { status: "past_due", periodStartsAt: at("2027-02-28") },
    { endsAt: "2027-02-28", graceFrom: null },
    { graceDays: 0 },
  ],
  [
    "past due, no invoice known here: the running period is the unpaid one",
    { status: "past_due", periodStartsAt: at("2027-02-28"), paid: [] },
    { endsAt: "2027-03-07", graceFrom: "2027-02-28" },
  ],
  [
    "paid within the grace period: no gap",
    {
      paid: [...monthly.paid, paidFor("2027-02-28", "2027-03-31")],
      periodStartsAt: at("2027-02-28"),
    },
    { startsAt: "2027-01-31", endsAt: "2027-04-07" },
  ],
  [
    "unpaid for good: grace is over",
    { status: "unpaid" },
    { endsAt: "2027-02-28", graceFrom: null },
  ],
  [
    "cancelled at the period's end: exactly then",
    { cancelAt: at("2027-02-28") },
    { endsAt: "2027-02-28", graceFrom: null },
  ],
  [
    "cancelled for later, renewals between: never longer than paid and grace",
    { cancelAt: at("2027-06-30") },
    { endsAt: "2027-03-07" },
  ],
  [
    "ended at once: exactly then",
    { status: "canceled", endedAt: at("2027-02-10T12:34:56") },
    { endsAt: "2027-02-10T12:34:56", graceFrom: null },
  ],
  [
    "ended after its last retry: not longer than the grace was",
    { status: "canceled", endedAt: at("2027-03-21") },
    { endsAt: "2027-03-07" },
  ],
  ["incomplete: nothing before the first payment", { status: "incomplete", paid: [] }, null],
  ["incomplete for good: nothing", { status: "incomplete_expired", paid: [] }, null],
  ["refused by the shop: nothing", { isVoid: true }, null],
  [
    "in its trial: until its end and two hours, for the first charge is a draft",
    trial,
    { endsAt: "2027-02-14T02:00:00", trialUntil: "2027-02-14", graceFrom: "2027-02-14" },
  ],
  [
    "in its trial, cancelled: exactly to the trial's end",
    { ...trial, cancelAt: at("2027-02-14") },
    { endsAt: "2027-02-14", graceFrom: null },
  ],
  [
    "the first charge after the trial failed: no grace for who never paid",
    { ...trial, status: "past_due", periodStartsAt: at("2027-02-14") },
    { endsAt: "2027-02-14", graceFrom: null },
  ],
  [
    "a longer trial than first told: the trial's end counts",
    { ...trial, trialEndsAt: at("2027-02-20") },
    { endsAt: "2027-02-20T02:00:00" },
  ],
  [
    "paused: until the pause",
    { status: "paused", pausedAt: at("2027-02-10") },
    { endsAt: "2027-02-10", pausedFrom: "2027-02-10" },
  ],
  [
    "paused, and the owner leaves it open: through the pause",
    { status: "paused", pausedAt: at("2027-02-10") },
    { endsAt: null, pausedFrom: "2027-02-10" },
    { opensWhilePaused: true },
  ],
  [
    "paused and to be cancelled, open: until the cancellation",
    { status: "paused", pausedAt: at("2027-02-10"), cancelAt: at("2027-05-01") },
    { endsAt: "2027-05-01", pausedFrom: "2027-02-10" },
    { opensWhilePaused: true },
  ],
  [
    "paused without a word since when: where what was paid ends",
    { status: "paused" },
    { endsAt: "2027-02-28", pausedFrom: "2027-02-28" },
  ],
  [
    "its collection paused: what was paid stays open, nothing after it",
    { isCollectionPaused: true, periodStartsAt: at("2027-02-28") },
    { endsAt: "2027-02-28", pausedFrom: "2027-02-28" },
  ],
  [
    "its collection paused, and the owner leaves it open",
    { isCollectionPaused: true },
    { endsAt: null, pausedFrom: "2027-02-28" },
    { opensWhilePaused: true },
  ],
  [
    "cancelled while paused: the end, however the owner decided",
    { status: "canceled", isCollectionPaused: true, endedAt: at("2027-02-20") },
    { endsAt: "2027-02-20", pausedFrom: null },
    { opensWhilePaused: true },
  ],
  [
    "B19: a renewal given back closes that period alone",
    { paid: [...monthly.paid, paidFor("2027-02-28", "2027-03-31", { closed: "refunded" })] },
    { startsAt: "2027-01-31", endsAt: "2027-02-28", revokedReason: "refunded", graceFrom: null },
  ],
  [
    "B19: an earlier period given back closes nothing now",
    {
      paid: [
        paidFor("2027-01-31", "2027-02-28", { closed: "refunded" }),
        paidFor("2027-02-28", "2027-03-31"),
      ],
    },
    { endsAt: "2027-04-07", revokedReason: null },
  ],
  [
    "the first period given back: open for no time at all",
    { paid: [paidFor("2027-01-31", "2027-02-28", { closed: "refunded" })] },
    { startsAt: "2027-01-31", endsAt: "2027-01-31", revokedReason: "refunded" },
  ],
  [
    "the running period disputed: as if it were not paid",
    { paid: [...monthly.paid, paidFor("2027-02-28", "2027-03-31", { closed: "disputed" })] },
    { endsAt: "2027-02-28", revokedReason: "disputed" },
  ],
  [
    "an upgrade's charge given back: the period itself is still paid",
    {
      paid: [...monthly.paid, paidFor("2027-02-10", "2027-02-28", { closed: "refunded" })],
    },
    { endsAt: "2027-03-07", revokedReason: null },
  ],
  [
    "bought once: without an end",
    { isRecurring: false, periodEndsAt: null, paid: [paidFor("2027-01-31", "2027-01-31")] },
    { endsAt: null, graceFrom: null },
  ],
  [
    "bought once for a time: exactly so long",
    { isRecurring: false, periodEndsAt: at("2028-01-31") },
    { endsAt: "2028-01-31", graceFrom: null },
  ],
]

describe("when a subscription opens its groups", () => {
  it.each(table)("R19, R56: %s", (_rule, state, expected, own = {}) => {
    const access = accessOf({ ...monthly, ...state }, { ...settings, ...own })
    if (expected === null) return expect(access).toBeNull()
    const wanted = Object.fromEntries(
      Object.entries(expected).map(([name, value]) => [
        name,
        value === null || name === "revokedReason" ? value : at(value),
      ]),
    )
    expect(access).toMatchObject(wanted)
  })
})
