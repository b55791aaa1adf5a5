import { z } from "zod"
import { stripe } from "@/lib/stripe/client"

const paid = z.object({
  latest_charge: z
    .object({
      payment_method_details: z
        .object({ card: z.object({ country: z.string().nullish() }).nullish() })
        .nullish(),
    })
    .nullish(),
})

/** Where the card of a payment was issued (ISO 3166-1 alpha-2); null where Stripe does not say. */
export async function findCardCountry(paymentIntentId: string): Promise<string | null> {
  const expand = ["latest_charge"]
  const answer = await stripe().paymentIntents.retrieve(paymentIntentId, { expand })
  return paid.parse(answer).latest_charge?.payment_method_details?.card?.country ?? null
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
