import { z } from "zod"
import { stripe } from "@/lib/stripe/client"
import { isCustomerGone, stripeFailure } from "@/lib/stripe/failures"

const card = z
  .object({
    id: z.string(),
    card: z.object({
      brand: z.string(),
      last4: z.string(),
      exp_month: z.number().int(),
      exp_year: z.number().int(),
    }),
  })
  .transform(({ id, card: { brand, last4, exp_month, exp_year } }) => ({
    id,
    brand,
    last4,
    expMonth: exp_month,
    expYear: exp_year,
  }))

/** A saved card, as much of it as anybody but Stripe knows. Newest first in lists. */
export type CardSnapshot = z.infer<typeof card>

// A person waits for the page, and may ask again.
const patience = { timeout: 5_000, maxNetworkRetries: 0 }
const MOST = 100

/** The cards that a Stripe customer has saved, newest first, a hundred at most. Throws the SDK's errors. */
export async function listSavedCards(stripeCustomerId: string): Promise<CardSnapshot[]> {
  const { data } = await stripe().paymentMethods.list(
    { customer: stripeCustomerId, type: "card", limit: MOST },
    patience,
  )
  return data.map((method) => card.parse(method))
}

const owner = z.object({
  deleted: z.boolean().optional(),
  invoice_settings: z
    .object({
      default_payment_method: z
        .union([z.string(), z.object({ id: z.string() }).transform(({ id }) => id)])
        .nullish(),
    })
    .optional(),
})

/** The id of the card that is charged first, or null. Throws the SDK's errors. */
export async function findDefaultCardId(stripeCustomerId: string): Promise<string | null> {
  const found = owner.parse(await stripe().customers.retrieve(stripeCustomerId, {}, patience))
  return found.invoice_settings?.default_payment_method ?? null
}

/** A card of this very customer, or null: other people's are as good as none. */
export async function findSavedCard(
  stripeCustomerId: string,
  cardId: string,
): Promise<CardSnapshot | null> {
  if (!/^pm_[A-Za-z0-9_]{1,250}$/.test(cardId)) return null
  try {
    const method = await stripe().customers.retrievePaymentMethod(stripeCustomerId, cardId)
    return card.safeParse(method).data ?? null
  } catch (error) {
    if (stripeFailure(error) === "not-found" || isCustomerGone(error)) return null
    throw error
  }
}

/** Forgets a customer's card at Stripe: it can never be charged again. One that is gone stays so. */
export async function detachCard(stripeCustomerId: string, cardId: string): Promise<void> {
  try {
    await stripe().paymentMethods.detach(cardId)
  } catch (error) {
    // Refused when it is nobody's already: the other half of a double click.
    const isRefused = stripeFailure(error) === "defect"
    if (!isRefused || (await findSavedCard(stripeCustomerId, cardId))) throw error
  }
}

/** Has a card charged first from now on. The card must be the customer's. */
export async function saveDefaultCard(stripeCustomerId: string, cardId: string): Promise<void> {
  await stripe().customers.update(stripeCustomerId, {
    invoice_settings: { default_payment_method: cardId },
  })
}

const fingerprinted = z.object({ card: z.object({ fingerprint: z.string().nullish() }).nullish() })

/** Stripe's fingerprint of a card's number: the same for the same card, whoever uses it. Null: none. */
export async function findCardFingerprint(cardId: string): Promise<string | null> {
  const method = fingerprinted.parse(await stripe().paymentMethods.retrieve(cardId))
  return method.card?.fingerprint ?? null
}

/** The fingerprints of the cards that a Stripe customer has saved. */
export async function listCardFingerprints(stripeCustomerId: string): Promise<string[]> {
  const { data } = await stripe().paymentMethods.list(
    { customer: stripeCustomerId, type: "card", limit: MOST },
    patience,
  )
  return data.flatMap((method) => fingerprinted.parse(method).card?.fingerprint ?? [])
}
