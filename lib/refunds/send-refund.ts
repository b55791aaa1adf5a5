import { transaction } from "@/lib/db"
import { AppError } from "@/lib/errors"
import { describeError, log } from "@/lib/log"
import {
  findRequest,
  type RequestRow,
  saveNextTry,
  saveRefused,
} from "@/lib/refunds/store/payments"
import { getShopId } from "@/lib/shop/store"
import { stripeFailure } from "@/lib/stripe/failures"
import { createRefund, findRefundOf, refusalOf } from "@/lib/stripe/refunds"
import type { RefundSnapshot } from "@/lib/stripe/snapshots"
import { applyRefund } from "@/lib/webhooks/apply-refund"

/**
 * Has Stripe make the refund of a request, once however often this is called: whatever was made of it
 * already is found by its id, and the key at Stripe is the same until Stripe itself has failed for good.
 * What follows goes the way of its webhook, whichever comes first. Throws AppError "conflict" with
 * Stripe's words where it refuses, "unavailable" where it does not answer: then this may be called again.
 * @param isNew whether Stripe cannot have heard of it yet
 */
export async function sendRefund(requestId: string, isNew = false): Promise<RequestRow> {
  const request = await findRequest(requestId)
  if (!request) throw new AppError("not-found", `There is no request ${requestId}.`)
  if (request.refusedBecause) throw refused(request.refusedBecause)
  if (request.stripeRefundId) return request
  try {
    const { snapshot, versionAt } = await make(request, isNew)
    await applyRefund(snapshot, versionAt, transaction)
  } catch (error) {
    await sort(request, error)
  }
  return (await findRequest(requestId)) ?? request
}

async function make(
  request: RequestRow,
  isNew: boolean,
): Promise<{ snapshot: RefundSnapshot; versionAt: Date | null }> {
  const { id, stripeAttempt, checkoutId, lineId, stripePaymentIntentId, amount, currency } = request
  const found = isNew ? null : await findRefundOf(stripePaymentIntentId, id)
  if (found) return { snapshot: found, versionAt: null }
  return createRefund({
    paymentIntentId: stripePaymentIntentId,
    money: { amount, currency },
    metadata: {
      kiosk: await getShopId(),
      request: id,
      ...(checkoutId ? { checkout: checkoutId } : {}),
      ...(lineId ? { line: lineId } : {}),
    },
    idempotencyKey: `refund/${id}:${stripeAttempt}`,
  })
}

async function sort(request: RequestRow, error: unknown): Promise<never> {
  const why = refusalOf(error)
  if (why) {
    await saveRefused(request.id, why)
    throw refused(why)
  }
  const failure = stripeFailure(error)
  if (!failure) throw error
  log.warn({ request: request.id, failure, ...describeError(error) }, "Stripe made no refund")
  // Stripe would answer the same key with the same failure for a day.
  if (failure === "definite") await saveNextTry(request.id, request.stripeAttempt)
  throw new AppError(
    "unavailable",
    "Stripe did not answer. The refund is written down: press the button again, it stays one refund.",
  )
}

function refused(why: string): AppError {
  return new AppError("conflict", `Stripe refused the refund: ${why}`)
}
