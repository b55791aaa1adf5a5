import { FieldErrors } from "@/lib/errors"
import { countRows, type FormList, fieldOf, readLines, type Typed } from "@/lib/form-steps"
import type { PlanFault } from "@/lib/plans/document/check-document"

/** The form's list of prices. */
export const priceList: FormList = { name: "prices", blank: { period: "month", amount: "" } }

/** The family of a plan, and the providers' names that its form does not show. */
export type PlanContext = { family: { slug: string; title: string } | null }

/**
 * What a plan's form says, as a document of one plan (docs/plans.md): it is checked as any other document.
 * @param slug the plan's; null: a new one, whose slug is typed
 */
export function planDocument(typed: Typed, slug: string | null, { family }: PlanContext): unknown {
  const of = (name: string) => typed[name]?.trim() ?? ""
  const plan = {
    slug: slug ?? of("slug"),
    title: of("title"),
    summary: of("summary"),
    ...(of("tier") ? { tier: numberOf(of("tier")) } : {}),
    features: readLines(typed.features),
    groups: readLines(typed.groups),
    prices: Array.from({ length: countRows(typed, "prices") }, (_, at) => priceOf(typed, at)),
  }
  const written = family ?? { slug: of("familySlug"), title: of("familyTitle") }
  return { families: [{ ...written, plans: [plan] }] }
}

/** The faults of such a document as those of the form: each at its field. */
export function asFieldErrors(faults: PlanFault[]): FieldErrors {
  const fields: Record<string, string> = {}
  for (const { place, message } of faults) fields[fieldAt(place)] ??= message
  return new FieldErrors(fields)
}

const familyFields: Record<string, string> = { slug: "familySlug", title: "familyTitle" }
const introFields: Record<string, string> = {
  "intro.amount": "introAmount",
  "intro.cycles": "introCycles",
  intro: "introAmount",
}

function fieldAt(place: string): string {
  const [, ofFamily] = /^families\[0\]\.(\w+)$/.exec(place) ?? []
  if (ofFamily) return familyFields[ofFamily] ?? "familySlug"
  const [, number, ofPrice] =
    /^families\[0\]\.plans\[0\]\.prices\[(\d+)\](?:\.(.+))?$/.exec(place) ?? []
  if (number) return `prices.${number}.${introFields[ofPrice ?? ""] ?? ofPrice ?? "period"}`
  const [, ofPlan = "title"] = /^families\[0\]\.plans\[0\]\.(\w+)/.exec(place) ?? []
  return ofPlan
}

function priceOf(typed: Typed, at: number) {
  const of = (field: string) => fieldOf(typed, "prices", at, field)
  return {
    period: of("period"),
    amount: of("amount"),
    currency: of("currency"),
    ...(of("trialDays") ? { trialDays: numberOf(of("trialDays")) } : {}),
    ...(of("introAmount") || of("introCycles")
      ? { intro: { amount: of("introAmount"), cycles: numberOf(of("introCycles")) } }
      : {}),
    ...(of("duration") ? { duration: of("duration") } : {}),
  }
}

// What is no number stays what it is, so that the document's own check says so.
function numberOf(text: string): number | string {
  return /^\d{1,6}$/.test(text) ? Number(text) : text
}
