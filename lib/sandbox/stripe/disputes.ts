import type Stripe from "stripe"
import { z } from "zod"
import { changeDispute } from "@/lib/sandbox/stripe/change-dispute"
import { emit } from "@/lib/sandbox/stripe/events"
import { idOf } from "@/lib/sandbox/stripe/id-of"
import { listObjects } from "@/lib/sandbox/stripe/list"
import { getObject, lockStored, saveObject } from "@/lib/sandbox/stripe/objects"
import {
  boolean,
  expand,
  filled,
  mergeMetadata,
  metadata,
  paging,
  parseParams,
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

const updateParams = z.strictObject({
  evidence: evidence.optional(),
  expand: expand.optional(),
  metadata: metadata.optional(),
  submit: boolean.optional(),
} satisfies Shape<Stripe.DisputeUpdateParams>)

const listParams = z.strictObject({
  ...paging,
  charge: filled.optional(),
  created: range.optional(),
  payment_intent: filled.optional(),
} satisfies Shape<Stripe.DisputeListParams>)

/** Adds evidence; submitting it (the default) hands the dispute to the bank. */
async function update({ scope, form, ids }: Call) {
  const change = parseParams(updateParams, form)
  const { data: before } = await lockStored(scope, "dispute", ids[0] ?? "")
  const given = Object.entries(change.evidence ?? {}).filter(([, value]) => value !== undefined)
  const submitted = given.length > 0 && change.submit !== false
  const dispute: Stripe.Dispute = {
    ...before,
    evidence: { ...before.evidence, ...Object.fromEntries(given) },
    evidence_details: {
      ...before.evidence_details,
      has_evidence: before.evidence_details.has_evidence || given.length > 0,
      submission_count: before.evidence_details.submission_count + (submitted ? 1 : 0),
    },
    metadata: mergeMetadata(before.metadata, change.metadata),
  }
  await saveObject(scope, "dispute", dispute)
  await emit(scope, "charge.dispute.updated", dispute, before)
  const charge = idOf(dispute.charge)
  const next = {
    needs_response: "under_review",
    warning_needs_response: "warning_under_review",
    appeal_needs_response: "appeal_under_review",
  } as const
  if (!submitted || !isWaiting(dispute.status)) return dispute
  return changeDispute(scope, charge, next[dispute.status])
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

async function listDisputes({ scope, form }: Call) {
  const query = parseParams(listParams, form)
  return listObjects(scope, "dispute", "/v1/disputes", {
    ...query,
    where: { charge: query.charge, payment_intent: query.payment_intent },
  })
}

export const disputeRoutes: Route[] = [
  { method: "GET", path: "/v1/disputes", run: listDisputes },
  {
    method: "GET",
    path: "/v1/disputes/:id",
    run: ({ scope, ids }) => getObject(scope, "dispute", ids[0] ?? ""),
  },
  { method: "POST", path: "/v1/disputes/:id", run: update },
  { method: "POST", path: "/v1/disputes/:id/close", run: close },
]
