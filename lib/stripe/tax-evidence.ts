import { z } from "zod"
import { stripe } from "@/lib/stripe/client"

const card = z.object({ country: z.string().nullish() })
const charge = z.object({ payment_method_details: z.object({ card: card.nullish() }).nullish() })
const paid = z.object({
  payment_intent: z.object({ latest_charge: charge.nullish() }).nullish(),
  total_details: z.object({
    breakdown: z.object({
      taxes: z.array(
        z.object({
          taxability_reason: z.string().nullable(),
          rate: z.object({ tax_type: z.string().nullish() }),
        }),
      ),
    }),
  }),
})

/** How the tax of a payment came about. */
export type TaxEvidence = {
  /** Where its card was issued (ISO 3166-1 alpha-2); null where Stripe does not say. */
  cardCountry: string | null
  /** Whether all of its tax is 0 because the buyer, a business elsewhere, owes it. */
  isReverseCharged: boolean
  /** Stripe's word for what was reckoned, "vat" or "sales_tax", several by ", "; null: nothing was. */
  taxType: string | null
}

/**
 * What Stripe says of the tax of a session that was paid.
 * Source: https://docs.stripe.com/tax/zero-tax (`taxability_reason`)
 */
export async function findTaxEvidence(sessionId: string): Promise<TaxEvidence> {
  const expand = ["payment_intent.latest_charge", "total_details.breakdown"]
  const answer = paid.parse(await stripe().checkout.sessions.retrieve(sessionId, { expand }))
  const { taxes } = answer.total_details.breakdown
  const types = [...new Set(taxes.flatMap(({ rate }) => rate.tax_type ?? []))].sort()
  const isReversed = taxes.every((one) => one.taxability_reason === "reverse_charge")
  return {
    cardCountry:
      answer.payment_intent?.latest_charge?.payment_method_details?.card?.country ?? null,
    isReverseCharged: taxes.length > 0 && isReversed,
    taxType: types.length > 0 ? types.join(", ") : null,
  }
}

const numbers = z.object({
  data: z.array(
    z.object({
      value: z.string(),
      verification: z.object({ status: z.string() }).nullish(),
    }),
  ),
})

/**
 * What the authority says of a customer's VAT number: whether it knows it, or "pending" while it was not
 * heard. Source: https://docs.stripe.com/billing/customer/tax-ids#validation
 */
export async function askVatId(
  stripeCustomerId: string,
  vatId: string,
): Promise<"verified" | "unknown" | "pending"> {
  const { data } = numbers.parse(
    await stripe().customers.listTaxIds(stripeCustomerId, { limit: 100 }),
  )
  const status = data.findLast(({ value }) => value === vatId)?.verification?.status
  return status === "verified" || status === "pending" ? status : "unknown"
}
