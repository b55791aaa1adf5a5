import { z } from "zod"
import { LONGEST_SLUG, slugPattern } from "@/lib/catalog/import/derive-slug"
import { parsePrices } from "@/lib/catalog/import/parse-prices"
import type { PriceTerms } from "@/lib/plans/rules/terms"
import type { Period } from "@/lib/subscriptions/rules/periods"

// What PostgreSQL keeps as text: no NUL, no half of a surrogate pair.
const unstorable = /[\0\p{Surrogate}]/u

const missing = (otherwise: string) => ({
  error: ({ input }: { input?: unknown }) => (input === undefined ? "It is missing." : otherwise),
})

const text = (longest: number) =>
  z
    .string(missing("Write a text, in quotation marks."))
    .transform((value) => value.trim())
    .refine((value) => !unstorable.test(value), "There is a character in it that is no text.")
    .refine((value) => value.length <= longest, `It is longer than ${longest} characters.`)

const title = text(200).refine(Boolean, "Write a title.")
const slug = text(LONGEST_SLUG).refine(
  (value) => slugPattern.test(value),
  "Write small letters a to z, digits, and single hyphens between them: film-club.",
)
const names = z.array(slug, missing("Write a list: [\"drama\", \"western\"].")).max(200)

const whole = (from: number, to: number) =>
  z
    .int(missing(`Write a whole number from ${from} to ${to}.`))
    .min(from, `Write a number from ${from} to ${to}.`)
    .max(to, `Write a number from ${from} to ${to}.`)

// Three years is the longest that Stripe charges by: https://docs.stripe.com/api/prices/create
const longest = { day: 1095, week: 156, month: 36, year: 3 }
const SPAN = /^(?:([1-9]\d{0,3}) )?(day|week|month|year)s?$/
const PERIODS = '"month", "3 months", "year", "week" or "day"'

function readSpan(value: string): Period | null {
  const [, count = "1", unit] = SPAN.exec(value) ?? []
  const known = z.enum(["day", "week", "month", "year"]).safeParse(unit)
  return known.success ? { unit: known.data, count: Number(count) } : null
}

const period = text(40).transform((value, context): Period | null => {
  if (value === "once") return null
  const span = readSpan(value)
  if (!span) context.addIssue(`Write ${PERIODS}, or "once" for a plan that is charged once.`)
  else if (span.count > longest[span.unit]) context.addIssue("Three years are the longest period.")
  return span
})
const duration = text(40).transform((value, context): Period | null => {
  const span = readSpan(value)
  if (!span) context.addIssue(`Write ${PERIODS}, or leave it out for one that goes on.`)
  return span
})

const amount = z.string(
  missing('Write the amount in quotation marks, its decimals behind a point: "9.00".'),
)

const price = z
  .strictObject({
    period,
    currency: text(3),
    amount,
    trialDays: whole(0, 730).optional(),
    intro: z.strictObject({ amount, cycles: whole(1, 36) }).optional(),
    duration: duration.optional(),
  })
  .transform((raw, context): PriceTerms => {
    const fault = (message: string, ...path: string[]) =>
      context.addIssue({ code: "custom", message, path })
    const read = (written: string, ...path: string[]): number => {
      const parsed = parsePrices(written.replaceAll(";", ","), raw.currency)
      const [money] = parsed.ok ? parsed.prices : []
      if (!parsed.ok) fault(parsed.message, ...path)
      else if (money?.currency !== raw.currency.toLowerCase())
        fault('Write the amount alone; its currency stands in "currency".', ...path)
      return money?.amount ?? 0
    }
    const full = read(raw.amount, "amount")
    const intro = raw.intro && { ...raw.intro, amount: read(raw.intro.amount, "intro", "amount") }
    for (const [message, ...path] of faultsOf(raw, full, intro?.amount)) fault(message, ...path)
    return {
      periodUnit: raw.period?.unit ?? null,
      periodCount: raw.period?.count ?? null,
      currency: raw.currency.toLowerCase(),
      amount: full,
      trialDays: raw.trialDays ?? null,
      introAmount: intro?.amount ?? null,
      introCycles: intro?.cycles ?? null,
      durationUnit: raw.duration?.unit ?? null,
      durationCount: raw.duration?.count ?? null,
    }
  })

type RawPrice = {
  period: Period | null
  trialDays?: number | undefined
  intro?: { cycles: number } | undefined
}

/** What does not go together: a sentence, and the field that it is about. */
function faultsOf(
  { period: every, trialDays, intro }: RawPrice,
  full: number,
  introAmount: number | undefined,
): [string, ...string[]][] {
  const faults: [string, ...string[]][] = []
  if (every === null && trialDays)
    faults.push(["A plan that is charged once has no trial: leave this out.", "trialDays"])
  if (every === null && intro)
    faults.push(["A plan that is charged once has no introduction: leave this out.", "intro"])
  if (introAmount !== undefined && introAmount >= full)
    faults.push(["An introductory price is lower than the price itself.", "intro", "amount"])
  // Stripe counts an introduction in months.
  const isShort = every?.unit === "day" || every?.unit === "week"
  if (isShort && intro && intro.cycles > 1)
    faults.push(["By days and weeks only the first period can be cheaper: 1.", "intro", "cycles"])
  return faults
}

const metadata = z.record(
  z.string().regex(/^[a-z0-9_]{1,40}$/, "Write names in small letters, digits and _."),
  text(500).refine(Boolean, "Write what the provider calls it."),
  missing('Write an object: { "apple_in_app": "…" }.'),
)

const plan = z.strictObject({
  slug,
  title,
  summary: text(500).default(""),
  tier: whole(1, 1000).default(1),
  features: names.default([]),
  groups: names.default([]),
  metadata: metadata.default({}),
  prices: z
    .array(price, missing("Write a list of prices."))
    .min(1, "Give the plan at least one price.")
    .max(100, "A plan has at most 100 prices.")
    .superRefine((prices, context) => {
      const keys = prices.map(keyOf)
      for (const [at, key] of keys.entries())
        if (keys.indexOf(key) < at)
          context.addIssue({
            code: "custom",
            message: "There is a price of this period, currency and duration already; keep one.",
            path: [at],
          })
    }),
})

function keyOf(one: PriceTerms): string {
  return [one.periodUnit, one.periodCount, one.currency, one.durationUnit, one.durationCount].join()
}

const family = z.strictObject({
  slug,
  title,
  summary: text(500).default(""),
  plans: z.array(plan, missing("Write a list of plans.")).max(100).default([]),
})

/** The document of `plan save`: docs/plans.md describes it. Amounts become minor units. */
export const planDocumentSchema = z
  .strictObject({
    families: z.array(family, missing("Write a list of families.")).min(1, "Name a family."),
  })
  .superRefine(({ families }, context) => {
    const seen = new Set<string>()
    const once = (name: string, path: (string | number)[]) => {
      if (seen.has(name)) context.addIssue({ code: "custom", message: "It is there twice.", path })
      seen.add(name)
    }
    for (const [at, one] of families.entries()) {
      once(`family ${one.slug}`, ["families", at, "slug"])
      for (const [place, { slug: name }] of one.plans.entries())
        once(`plan ${name}`, ["families", at, "plans", place, "slug"])
    }
  })
