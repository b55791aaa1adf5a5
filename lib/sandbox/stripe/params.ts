import { z } from "zod"
import { badParameter, type StripeFault } from "@/lib/sandbox/stripe/faults"
import type { Form } from "@/lib/sandbox/stripe/form"

/** Schemas for the names of an SDK parameter type; a name that the SDK lacks does not compile. */
export type Shape<Params> = { [Name in keyof Params]?: z.ZodType }

const digits = /^-?\d{1,15}$/

export const text = z.string().max(5000)
export const filled = z.string().min(1).max(5000)
export const integer = z.string().regex(digits).transform(Number)
export const amount = integer.refine((value) => value >= 0)
export const boolean = z.enum(["true", "false"]).transform((value) => value === "true")
export const currency = z
  .string()
  .regex(/^[a-zA-Z]{3}$/)
  .transform((value) => value.toLowerCase())

/** A list, which arrives as a record of indexes. */
export function list<Entry extends z.ZodType>(entry: Entry) {
  return z.preprocess(
    (value) => (typeof value === "object" && value !== null ? Object.values(value) : value),
    z.array(entry).max(100),
  )
}

/** Nested parameters whose content changes nothing here; accepted as they are. */
export const accepted = z.unknown()

const expand = list(z.string())
export const metadata = z.union([z.literal(""), z.record(z.string().max(40), z.string().max(500))])

export const range = z.union([
  integer.transform((value) => ({ gte: value, lte: value })),
  z.strictObject({
    gt: integer.optional(),
    gte: integer.optional(),
    lt: integer.optional(),
    lte: integer.optional(),
  }),
])

/** Stripe's cursors. */
export const paging = {
  limit: integer.refine((value) => value >= 1 && value <= 100).optional(),
  starting_after: filled.optional(),
  ending_before: filled.optional(),
  expand: expand.optional(),
}

/** The parameters of one call, and `expand`, which each call takes; any other is an error. */
export function callParams<Known extends z.ZodRawShape>(known: Known) {
  return z.strictObject({ ...known, expand: expand.optional() })
}

/** The parameters of a list: its filters and Stripe's cursors. */
export function listParams<Filters extends z.ZodRawShape>(filters: Filters) {
  return z.strictObject({ ...paging, ...filters })
}

/** The parameters as the schema gives them; throws Stripe's error for the first that is wrong. */
export function parseParams<Schema extends z.ZodType>(
  schema: Schema,
  form: Form,
): z.output<Schema> {
  const parsed = schema.safeParse(form)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw issue ? faultOf(issue, form) : badParameter("Invalid parameters", "")
}

function faultOf(issue: z.core.$ZodIssue, form: Form): StripeFault {
  if (issue.code === "unrecognized_keys") {
    const param = nameOf([...issue.path, issue.keys[0] ?? ""])
    return badParameter(`Received unknown parameter: ${param}`, param, "parameter_unknown")
  }
  const param = nameOf(issue.path)
  const given = issue.path.reduce<unknown>(
    (value, part) =>
      typeof value === "object" && value !== null
        ? Object.getOwnPropertyDescriptor(value, part)?.value
        : undefined,
    form,
  )
  if (given === undefined) {
    return badParameter(`Missing required param: ${param}.`, param, "parameter_missing")
  }
  if (given === "") {
    return badParameter(`${param} may not be empty.`, param, "parameter_invalid_empty")
  }
  const expected = issue.code === "invalid_format" && issue.pattern === String(digits)
  return expected
    ? badParameter(`Invalid integer: ${JSON.stringify(given)}`, param, "parameter_invalid_integer")
    : badParameter(`Invalid ${param}: ${issue.message}`, param)
}

function nameOf(path: PropertyKey[]): string {
  return path.map((part, depth) => (depth ? `[${String(part)}]` : String(part))).join("")
}

/** Metadata after an update: an empty value removes its name, an empty string removes all. */
export function mergeMetadata(
  before: Record<string, string> | null,
  change: z.output<typeof metadata> | undefined,
): Record<string, string> {
  if (change === "") return {}
  const merged = { ...before, ...change }
  return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== ""))
}

/** A text after an update: an empty string removes it. */
export function emptied(change: string | undefined, before: string | null): string | null {
  return change === undefined ? before : change || null
}
