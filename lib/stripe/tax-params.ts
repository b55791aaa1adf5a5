/**
 * What a session asks of its buyer where Stripe Tax reckons. The whole address, for where a buyer lives
 * decides the rate and has to be shown to an authority; and a business's number.
 * https://docs.stripe.com/tax/checkout and, for numbers, https://docs.stripe.com/tax/checkout/tax-ids
 */
export const taxed = {
  automatic_tax: { enabled: true },
  billing_address_collection: "required" as const,
  tax_id_collection: { enabled: true },
}

/**
 * What Stripe has to be allowed to keep with a customer whom it knows: the address that the tax goes by, and
 * the name of the business that the number belongs to.
 */
export const keptOfPayer = {
  customer_update: { address: "auto" as const, name: "auto" as const },
}
