import type { TaskList } from "graphile-worker"
import { z } from "zod"
import { forgetAtStripe } from "@/lib/account/forget-at-stripe"
import { redactEvents } from "@/lib/account/redact-events"
import { clearLapsedSignIns } from "@/lib/auth/clear-lapsed-sign-ins"
import { saveStripeEmail } from "@/lib/auth/save-stripe-email"
import { deriveProduct } from "@/lib/billing/derive-product"
import { deriveSubscriptions } from "@/lib/billing/derive-subscriptions"
import { endSubscription } from "@/lib/billing/end-subscription"
import { limitSubscription } from "@/lib/billing/limit-subscription"
import { remindSubscribers } from "@/lib/billing/remind-subscribers"
import { keepTaxEvidence } from "@/lib/checkout/keep-tax-evidence"
import { recordWorkerSeen } from "@/lib/jobs/store"
import { sendBatch } from "@/lib/mail/send-batch"
import { sendMail } from "@/lib/mail/send-mail"
import { tellUndelivered } from "@/lib/mail/tell-undelivered"
import { giveToAll } from "@/lib/plans/choose-default-plan"
import { recordPopularity } from "@/lib/purchases/store/popularity"
import type { Tasks } from "@/lib/queue"
import { clearLapsedRates } from "@/lib/rate-limit"
import { payWithdrawal } from "@/lib/refunds/pay-withdrawal"
import { announceRelease } from "@/lib/releases/announce-release"
import { applyRetention } from "@/lib/retention/apply-retention"
import { removeCopy } from "@/lib/stamping/forget-bytes"
import { makeCopy } from "@/lib/stamping/make-copy"
import { finishUpload } from "@/lib/uploads/finish-upload"
import { removeUnusedUploads } from "@/lib/uploads/remove-unused-uploads"
import { reconcile } from "@/lib/webhooks/reconcile"
import { retryEvent } from "@/lib/webhooks/retry-event"

const mailJob = z.object({ mailId: z.string() })
const batchJob = z.object({ batchId: z.string() })
const customerJob = z.object({ customerId: z.string() })
const checkoutJob = z.object({ checkoutId: z.uuid() })
const eventJob = z.object({ eventId: z.string() })
const subscriptionJob = z.object({ subscriptionId: z.string() })
const withdrawalJob = z.object({ requestId: z.uuid() })
const productJob = z.object({ stripeProductId: z.string() })
const uploadJob = z.object({ uploadId: z.string() })
const releaseJob = z.object({ releaseId: z.string() })
const copyJob = z.object({ customerId: z.uuid(), fileId: z.uuid() })
const bytesJob = z.object({ storageKey: z.string() })
const redactJob = z.object({ customerId: z.string(), addresses: z.array(z.string()) })

/** What the worker does for each kind of job. Each is safe to run again: a job may run twice. */
export const tasks = {
  "send-mail": async (payload: unknown) => {
    await sendMail(mailJob.parse(payload).mailId)
  },
  "send-batch": async (payload: unknown) => {
    await sendBatch(batchJob.parse(payload).batchId)
  },
  "apply-event": async (payload: unknown) => {
    const { eventId } = eventJob.parse(payload)
    const outcome = await retryEvent(eventId)
    // Failing keeps the job: the queue tries again, ever later.
    if (outcome === "parked") throw new Error(`Event ${eventId} still waits for its order.`)
  },
  "keep-tax-evidence": async (payload: unknown) => {
    await keepTaxEvidence(checkoutJob.parse(payload).checkoutId)
  },
  "redact-events": async (payload: unknown) => {
    await redactEvents(redactJob.parse(payload))
  },
  "forget-at-stripe": async (payload: unknown) => {
    await forgetAtStripe(customerJob.parse(payload).customerId)
  },
  "save-stripe-email": async (payload: unknown) => {
    await saveStripeEmail(customerJob.parse(payload).customerId)
  },
  "end-subscription": async (payload: unknown) => {
    await endSubscription(subscriptionJob.parse(payload).subscriptionId)
  },
  "limit-subscription": async (payload: unknown) => {
    await limitSubscription(subscriptionJob.parse(payload).subscriptionId)
  },
  "derive-product": async (payload: unknown) => {
    await deriveProduct(productJob.parse(payload).stripeProductId)
  },
  "derive-subscriptions": async () => {
    await deriveSubscriptions()
  },
  "give-default-plan": async () => {
    await giveToAll()
  },
  "announce-release": async (payload: unknown) => {
    await announceRelease(releaseJob.parse(payload).releaseId)
  },
  "make-copy": async (payload: unknown) => {
    const { customerId, fileId } = copyJob.parse(payload)
    await makeCopy(customerId, fileId)
  },
  "remove-copy": async (payload: unknown) => {
    await removeCopy(bytesJob.parse(payload).storageKey)
  },
  "finish-upload": async (payload: unknown) => {
    await finishUpload(uploadJob.parse(payload).uploadId)
  },
  "remind-subscribers": async () => {
    await remindSubscribers()
  },
  reconcile: async () => {
    await recordWorkerSeen()
    await reconcile()
  },
  "count-popularity": async () => {
    await recordPopularity()
  },
  "apply-retention": async () => {
    await applyRetention()
  },
  "pay-withdrawal": async (payload: unknown) => {
    await payWithdrawal(withdrawalJob.parse(payload).requestId)
  },
  "tell-undelivered": async () => {
    await tellUndelivered()
  },
  tidy: async () => {
    await clearLapsedRates()
    await clearLapsedSignIns()
    await removeUnusedUploads()
  },
} satisfies TaskList & Record<keyof Tasks, unknown>

/** When the worker does what by itself (cron, UTC). */
export const schedule = `
*/5 * * * * reconcile ?max=3
17 * * * * tidy ?max=3
41 * * * * count-popularity ?max=3
29 3 * * * apply-retention ?max=3
5 7 * * * tell-undelivered ?fill=12h&max=3
*/15 * * * * remind-subscribers ?max=3
`
