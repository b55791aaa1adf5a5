import type { z } from "zod"
import {
  documentSchema,
  type WrittenFamily,
  type WrittenPlan,
} from "@/lib/plans/document/plan-schema"
import { readPrice } from "@/lib/plans/document/read-price"
import { type Terms, termsKey } from "@/lib/plans/rules/terms"

/** What is wrong with a document, where, and what to do. */
export type PlanFault = { place: string; message: string }

export type DocumentPlan = Omit<WrittenPlan, "prices" | "trialDays" | "duration"> & {
  /** Left out: they stay as they are. */
  prices?: Terms[]
}
export type DocumentFamily = Omit<WrittenFamily, "plans"> & { plans: DocumentPlan[] }

export type CheckedDocument =
  | { ok: true; families: DocumentFamily[] }
  | { ok: false; faults: PlanFault[] }

/** Reads a document of plans: all of it, or every fault that it has, each with its place. */
export function checkDocument(value: unknown): CheckedDocument {
  const parsed = documentSchema.safeParse(value)
  if (!parsed.success) return { ok: false, faults: parsed.error.issues.map(faultOf) }
  const faults: PlanFault[] = []
  const slugs = new Map<string, string>()
  const families = parsed.data.families.map((family, at): DocumentFamily => {
    const place = `families[${at}]`
    claim(slugs, `family ${family.slug}`, place, faults)
    return { ...family, plans: readPlans(family, place, slugs, faults) }
  })
  return faults.length > 0 ? { ok: false, faults } : { ok: true, families }
}

function readPlans(
  family: WrittenFamily,
  place: string,
  slugs: Map<string, string>,
  faults: PlanFault[],
): DocumentPlan[] {
  return family.plans.map(({ prices, trialDays, duration, ...plan }, at) => {
    const own = `${place}.plans[${at}]`
    claim(slugs, `plan ${plan.slug}`, own, faults)
    if (!prices) {
      if (trialDays !== undefined || duration !== undefined)
        faults.push({
          place: own,
          message: "A trial and a duration belong to prices: name the plan's prices as well.",
        })
      return plan
    }
    return { ...plan, prices: readPrices(prices, { trialDays, duration }, own, faults) }
  })
}

function readPrices(
  written: NonNullable<WrittenPlan["prices"]>,
  common: { trialDays: number | undefined; duration: string | undefined },
  place: string,
  faults: PlanFault[],
): Terms[] {
  const keys = new Map<string, string>()
  return written.flatMap((price, at) => {
    const own = `${place}.prices[${at}]`
    const read = readPrice(price, common)
    if (!read.ok) {
      faults.push(
        ...read.faults.map(({ field, message }) => ({ place: `${own}.${field}`, message })),
      )
      return []
    }
    const key = termsKey(read.terms)
    const first = keys.get(key)
    if (first)
      faults.push({
        place: own,
        message: `${first} has this period and currency already; keep one of both.`,
      })
    keys.set(key, own)
    return [read.terms]
  })
}

function claim(slugs: Map<string, string>, key: string, place: string, faults: PlanFault[]): void {
  const first = slugs.get(key)
  if (first)
    faults.push({
      place: `${place}.slug`,
      message: `${first} has this slug already; give one of both another.`,
    })
  else slugs.set(key, place)
}

function faultOf(issue: z.core.$ZodIssue): PlanFault {
  const place = placeOf(issue.path)
  if (issue.code === "unrecognized_keys")
    return {
      place,
      message: `${issue.keys.join(", ")}: there is no such field here; check its spelling, or leave it out.`,
    }
  // zod says of a wrong key in a record what is wrong with it one level deeper.
  if (issue.code === "invalid_key")
    return { place, message: issue.issues[0]?.message ?? issue.message }
  return { place, message: issue.message }
}

function placeOf(path: PropertyKey[]): string {
  const text = path
    .map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`))
    .join("")
    .replace(/^\./, "")
  return text || "the document"
}
