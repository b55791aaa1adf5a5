import { setImmediate as pause } from "node:timers/promises"
import { db } from "@/lib/db"
import { type Charge, type Charged, chargesOf, makeCalendar } from "@/lib/reports/rules/charges"
import type { Asked, Metric, Row } from "@/lib/reports/rules/metric"
import { subscriptions } from "@/lib/reports/store/sources"
import { type Period, periodOf } from "@/lib/subscriptions/rules/periods"

const BATCH = 20_000
// So many are looked at before others have their turn in this process.
const TURN = 1000
const measures: Metric["measures"] = [
  { id: "total", title: "Total", unit: "money", none: 0 },
  { id: "charges", title: "Charges", unit: "count", none: 0 },
]
const how =
  "The dates on which subscriptions renew, times their prices and quantities of today: an estimate, without coupons, credits, tax and failed charges. Nothing is expected of one that is cancelled, paused or unpaid."

/** What subscriptions will charge, or should have charged. */
export const recurringCharges: Metric = {
  id: "recurring-charges",
  title: "Recurring charges, estimated",
  definition: `${how} Choose a period to come for a forecast; one that is over can be compared with what was paid.`,
  scope: "periods",
  by: null,
  measures,
  read: (asked) =>
    summed(asked, ({ at }) => [0, asked.starts.findLastIndex((start) => start <= at) + 1], null),
}

/** When they do. */
export const recurringChargeTimes: Metric = {
  id: "recurring-charge-times",
  title: "Recurring charges by time",
  definition: how,
  scope: "list",
  by: { title: "Moment", unit: "moment" },
  measures,
  read: (asked) =>
    summed(
      asked,
      () => [0],
      ({ at }) => at.toISOString(),
    ),
}

// Dates come from the rules of subscriptions, so each is looked at here; in batches, for there is a server
// to run beside it.
async function summed(
  asked: Asked,
  periodsOf: (charge: Charge) => number[],
  of: ((charge: Charge) => string) | null,
): Promise<Row[]> {
  const rows = new Map<string, Row & { values: { total: number; charges: number } }>()
  const calendar = makeCalendar(asked)
  for await (const charged of listCharged(asked))
    for (const charge of chargesOf(charged, calendar))
      for (const period of periodsOf(charge)) {
        const { currency } = charged
        const what = of?.(charge) ?? null
        const key = `${period} ${currency} ${what}`
        const row = rows.get(key) ?? {
          period,
          of: what,
          currency,
          values: { total: 0, charges: 0 },
        }
        row.values.total += charge.amount
        row.values.charges += 1
        rows.set(key, row)
      }
  return [...rows.values()].sort(
    (a, b) =>
      compare(a.currency ?? "", b.currency ?? "") ||
      a.period - b.period ||
      compare(String(a.of), String(b.of)),
  )
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

type ChargedRow = {
  id: string
  startedAt: Date
  trialEndsAt: Date | null
  endsAt: Date | null
  stoppedFrom: Date | null
  resumesAt: Date | null
  periodStartsAt: Date
  quantity: number
  currency: string
  amount: number
  periodUnit: Period["unit"]
  periodCount: number
  introAmount: number | null
  introCycles: number | null
  nextAt: Date | null
  nextAmount: number | null
  nextUnit: Period["unit"] | null
  nextCount: number | null
}

async function* listCharged({ since, until, now }: Asked): AsyncGenerator<Charged> {
  for (let after: string | null = null; ; ) {
    const rows: ChargedRow[] = await db().$queryRaw<ChargedRow[]>`
      SELECT i."id"::text, s."startedAt", s."trialEndsAt", s."endsAt", s."resumesAt",
        CASE WHEN s."status" = 'paused' THEN coalesce(s."pausedAt", ${now}::timestamptz)
          WHEN s."pauseCollection" IS NOT NULL OR s."status" = 'unpaid' THEN ${now}::timestamptz END AS "stoppedFrom",
        i."periodStartsAt", i."quantity", r."currency", r."amount", r."periodUnit"::text, r."periodCount",
        p."introAmount", p."introCycles",
        s."nextPriceAt" AS "nextAt", n."amount" AS "nextAmount", n."periodUnit"::text AS "nextUnit",
        n."periodCount" AS "nextCount"
      FROM (${subscriptions}) s
      JOIN "SubscriptionItem" i ON i."subscriptionId" = s."id" AND i."removedAt" IS NULL
      JOIN "StripePrice" r ON r."id" = i."stripePriceId" AND r."periodUnit" IS NOT NULL AND r."amount" > 0
      LEFT JOIN "PlanPrice" p ON p."id" = s."planPriceId" AND p."stripePriceId" = r."id"
      LEFT JOIN "StripePrice" n ON n."id" = s."nextStripePriceId" AND n."currency" = r."currency"
      WHERE s."isRecurring" AND s."startedAt" < ${until} AND (s."endsAt" IS NULL OR s."endsAt" > ${since})
        AND (${after}::uuid IS NULL OR i."id" > ${after}::uuid)
      ORDER BY i."id" LIMIT ${BATCH}`
    for (const [n, row] of rows.entries()) {
      if (n % TURN === TURN - 1) await pause()
      yield toCharged(row)
    }
    after = rows.at(-1)?.id ?? null
    if (rows.length < BATCH) return
  }
}

function toCharged(row: ChargedRow): Charged {
  const { introAmount, introCycles, nextAt, nextAmount } = row
  const nextPeriod = periodOf({ periodUnit: row.nextUnit, periodCount: row.nextCount })
  return {
    ...row,
    period: { unit: row.periodUnit, count: row.periodCount },
    intro:
      introAmount !== null && introCycles !== null
        ? { amount: introAmount, cycles: introCycles }
        : null,
    next:
      nextAt && nextAmount !== null && nextPeriod
        ? { at: nextAt, amount: nextAmount, period: nextPeriod }
        : null,
  }
}
