import { z } from "zod"
import { LONGEST_SLUG, slugPattern } from "@/lib/catalog/import/derive-slug"

// What PostgreSQL keeps as text: no NUL, no half of a surrogate pair.
const unstorable = /[\0\p{Surrogate}]/u

const text = (longest: number) =>
  z
    .string({
      error: ({ input }) => (input === undefined ? "It is missing." : 'Write a text: "…".'),
    })
    .trim()
    .refine((value) => !unstorable.test(value), "There is a character in it that is no text.")
    .refine((value) => value.length <= longest, `It is longer than ${longest} characters.`)

const title = text(120).refine(Boolean, "Give it a title.")

const slug = text(LONGEST_SLUG).refine(
  (value) => slugPattern.test(value),
  "Write small letters a to z, digits, and single hyphens between them: film-club.",
)

const list = <T extends z.ZodType>(one: T, what: string) =>
  z.array(one, { error: `Write a list of ${what}: ["…", "…"].` })

const wholeNumber = (from: number, to: number) =>
  z
    .int({ error: `Write a whole number from ${from} to ${to}, without quotes.` })
    .min(from, `Write a number from ${from} to ${to}.`)
    .max(to, `Write a number from ${from} to ${to}.`)

// Stripe gives no longer trial. https://docs.stripe.com/api/checkout/sessions/create
const trialDays = wholeNumber(0, 730)

const decimal = text(20).refine(
  (value) => /^\d+(\.\d+)?$/.test(value),
  'Write a decimal number in quotes: "9.00".',
)

const price = z.strictObject({
  period: text(20),
  amount: decimal,
  currency: text(3),
  trialDays: trialDays.optional(),
  intro: z.strictObject({ amount: decimal, cycles: wholeNumber(1, 60) }).optional(),
  duration: text(20).optional(),
})

const metadata = z.record(
  z.string().regex(/^[\w.-]{1,40}$/, "Name a provider with letters, digits and _: apple_in_app."),
  text(500),
  { error: 'Write it as { "apple_in_app": "…" }.' },
)

const plan = z.strictObject({
  slug,
  title,
  summary: text(300).optional(),
  tier: wholeNumber(1, 1000).optional(),
  features: list(slug, "features").max(100, "That is more than 100 features.").optional(),
  groups: list(slug, "groups").max(200, "That is more than 200 groups.").optional(),
  metadata: metadata.optional(),
  trialDays: trialDays.optional(),
  duration: text(20).optional(),
  prices: list(price, "prices")
    .min(1, "Name one price at least.")
    .max(60, "That is more than 60 prices.")
    .optional(),
})

const family = z.strictObject({
  slug,
  title,
  summary: text(300).optional(),
  plans: list(plan, "plans").min(1, "Name one plan at least.").max(50, "That is more than 50."),
})

/** A document of plans as it is written, each field checked by itself. */
export const documentSchema = z.strictObject(
  { families: list(family, "families").max(50, "That is more than 50 families.") },
  { error: 'Write an object that names families: { "families": [ … ] }.' },
)

export type WrittenPlan = z.infer<typeof plan>
export type WrittenPrice = z.infer<typeof price>
export type WrittenFamily = z.infer<typeof family>
