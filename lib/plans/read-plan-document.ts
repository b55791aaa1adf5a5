import { AppError } from "@/lib/errors"
import { planDocumentSchema } from "@/lib/plans/document-schema"
import type { PlanDocument } from "@/lib/plans/rules/terms"

/**
 * Reads what the shop's plans are to be from JSON. Throws AppError "invalid" that names every fault with
 * its place and what to do.
 */
export async function readPlanDocument(json: string): Promise<PlanDocument> {
  const parsed = planDocumentSchema.safeParse(parseJson(json))
  if (parsed.success) return parsed.data
  const faults = parsed.error.issues.map(
    (issue) => `${placeOf(issue.path)}: ${sentenceOf(issue)}`,
  )
  throw new AppError("invalid", `Nothing was saved.\n${faults.join("\n")}`)
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch (error) {
    const reason = error instanceof Error ? error.message : ""
    throw new AppError("invalid", `Nothing was saved. The file is no JSON: ${reason}`)
  }
}

/** "families[0].plans[1].amount": as the document is written. */
function placeOf(path: PropertyKey[]): string {
  const place = path
    .map((step) => (typeof step === "number" ? `[${step}]` : `.${String(step)}`))
    .join("")
  return place.replace(/^\./, "") || "the document"
}

function sentenceOf(issue: { code: string; message: string; keys?: unknown }): string {
  if (issue.code !== "unrecognized_keys" || !Array.isArray(issue.keys)) return issue.message
  return `There is no field ${issue.keys.join(", ")}; check how it is spelled, or leave it out.`
}
