import type Stripe from "stripe"
import { z } from "zod"
import type { Scope } from "@/lib/sandbox/scope"
import { changeDispute } from "@/lib/sandbox/stripe/change-dispute"
import { emit } from "@/lib/sandbox/stripe/events"
import { idOf } from "@/lib/sandbox/stripe/id-of"
import { objectRoutes } from "@/lib/sandbox/stripe/object-routes"
import { getObject } from "@/lib/sandbox/stripe/objects"
import {
  boolean,
  callParams,
  filled,
  listParams,
  mergeMetadata,
  metadata,
  range,
  type Shape,
  text,
} from "@/lib/sandbox/stripe/params"
import type { Call, Route } from "@/lib/sandbox/stripe/routes"

const evidence = z.strictObject({
  access_activity_log: text.optional(),
  customer_email_address: text.optional(),
  customer_name: text.optional(),
  customer_purchase_ip: text.optional(),
  product_description: text.optional(),
  refund_policy_disclosure: text.optional(),
  service_date: text.optional(),
  uncategorized_text: text.optional(),
} satisfies Shape<Stripe.DisputeUpdateParams.Evidence>)

const updateParams = callParams({
  evidence: evidence.optional(),
  metadata: metadata.optional(),
  submit: boolean.optional(),
} satisfies Shape<Stripe.DisputeUpdateParams>)

/** Adds evidence; submitting it is the default. */
function changed(before: Stripe.Dispute, change: z.output<typeof updateParams>): Stripe.Dispute {
  const given = Object.entries(change.evidence ?? {}).filter(([, value]) => value !== undefined)
  const submitted = given.length > 0 && change.submit !== false
  return {
    ...before,
    evidence: { ...before.evidence, ...Object.fromEntries(given) },
    evidence_details: {
      ...before.evidence_details,
      has_evidence: before.evidence_details.has_evidence || given.length > 0,
      submission_count: before.evidence_details.submission_count + (submitted ? 1 : 0),
    },
    metadata: mergeMetadata(before.metadata, change.metadata),
  }
}

/** Evidence that was submitted hands the dispute to the bank. */
async function announce(scope: Scope, after: Stripe.Dispute, before: Stripe.Dispute) {
  await emit(scope, "charge.dispute.updated", after, before)
  const next = {
    needs_response: "under_review",
    warning_needs_response: "warning_under_review",
    appeal_needs_response: "appeal_under_review",
  } as const
  const { submission_count: submissions } = before.evidence_details
  const submitted = after.evidence_details.submission_count > submissions
  if (!submitted || !isWaiting(after.status)) return after
  return changeDispute(scope, idOf(after.charge), next[after.status])
}

function isWaiting(
  status: string,
): status is "appeal_needs_response" | "needs_response" | "warning_needs_response" {
  return status.endsWith("needs_response")
}

async function close({ scope, ids }: Call) {
  const dispute = await getObject(scope, "dispute", ids[0] ?? "")
  const charge = idOf(dispute.charge)
  return changeDispute(scope, charge, "lost")
}

export const disputeRoutes: Route[] = [
  ...objectRoutes("dispute", {
    list: {
      params: listParams({
        charge: filled.optional(),
        created: range.optional(),
        payment_intent: filled.optional(),
      } satisfies Shape<Stripe.DisputeListParams>),
    },
    update: {
      params: updateParams,
      change: (_, before, change) => changed(before, change),
      announce,
    },
  }),
  { method: "POST", path: "/v1/disputes/:id/close", run: close },
]
