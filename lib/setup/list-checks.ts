import { now } from "@/lib/clock"
import { checkProduct, checkPurchase } from "@/lib/setup/check-goods"
import { checkMail } from "@/lib/setup/check-mail"
import { checkAddress, checkLegal, checkWorker } from "@/lib/setup/check-running"
import { checkStorage } from "@/lib/setup/check-storage"
import { checkStripe, checkWebhook } from "@/lib/setup/check-stripe"
import { type Check, isOpen } from "@/lib/setup/rules"
import { getSetupFacts } from "@/lib/setup/store"

/**
 * The steps from an empty shop to one that sells, each tried just now: Stripe is asked, bytes are stored and
 * removed. Throws when the database does not answer.
 */
export async function listChecks(): Promise<Check[]> {
  const facts = await getSetupFacts(now())
  const [stripe, mail, storage, legal] = await Promise.all([
    checkStripe(),
    checkMail(),
    checkStorage(),
    checkLegal(),
  ])
  return [
    stripe,
    checkWebhook(facts),
    mail,
    storage,
    checkWorker(facts),
    checkAddress(),
    legal,
    checkProduct(facts),
    checkPurchase(facts),
  ]
}

/** Whether a step is open, as far as the database alone tells: each page of the administration asks it. */
export async function hasOpenSteps(): Promise<boolean> {
  const facts = await getSetupFacts(now())
  return [
    checkWebhook(facts),
    checkWorker(facts),
    checkAddress(),
    await checkLegal(),
    checkProduct(facts),
    checkPurchase(facts),
  ].some(isOpen)
}
