import type Stripe from "stripe"
import type { LineParams, SessionParams } from "@/lib/sandbox/checkout/session-params"
import type { Scope } from "@/lib/sandbox/scope"
import { badParameter } from "@/lib/sandbox/stripe/faults"
import { idOf } from "@/lib/sandbox/stripe/id-of"
import { randomLetters } from "@/lib/sandbox/stripe/ids"
import { getObject } from "@/lib/sandbox/stripe/objects"
import { mergeMetadata } from "@/lib/sandbox/stripe/params"
import { createPrice } from "@/lib/sandbox/stripe/prices"
import { createProduct } from "@/lib/sandbox/stripe/products"

/** The smallest sums that a card is charged, in minor units, of the usual currencies. */
const smallest: Record<string, number> = { usd: 50, eur: 50, gbp: 30, chf: 50, jpy: 50, cad: 50 }

/**
 * The lines of a new session, all in one currency; an inline price makes a price, and a product
 * where it names none, as at Stripe. Source: https://docs.stripe.com/api/checkout/sessions/create
 */
export async function makeLines(scope: Scope, params: SessionParams): Promise<Stripe.LineItem[]> {
  if (!params.line_items?.length) {
    throw badParameter("Missing required param: line_items.", "line_items", "parameter_missing")
  }
  const lines: Stripe.LineItem[] = []
  for (const [at, given] of params.line_items.entries()) {
    lines.push(await makeLine(scope, given, `line_items[${at}]`, params.mode))
  }
  const currencies = new Set(lines.map((line) => line.currency))
  if (currencies.size > 1) {
    throw badParameter("All prices of a session must have one currency.", "line_items")
  }
  checkSmallest(lines)
  return lines
}

async function makeLine(
  scope: Scope,
  given: LineParams,
  param: string,
  mode: SessionParams["mode"],
): Promise<Stripe.LineItem> {
  const price = await priceOf(scope, given, param)
  if (!price.active) throw badParameter(`The price ${price.id} is inactive.`, `${param}[price]`)
  if (Boolean(price.recurring) !== (mode === "subscription")) {
    throw badParameter(
      // At Stripe a subscription's session takes one-time prices too; this sandbox does not.
      `A session in \`${mode}\` mode takes ${price.recurring ? "one-time" : "recurring"} prices only.`,
      `${param}[price]`,
    )
  }
  if (given.quantity === undefined) {
    throw badParameter("Quantity is required.", `${param}[quantity]`, "parameter_missing")
  }
  const product = await getObject(scope, "product", idOf(price.product), `${param}[price]`)
  const subtotal = (price.unit_amount ?? 0) * given.quantity
  return {
    id: `li_${randomLetters(24)}`,
    object: "item",
    adjustable_quantity: null,
    amount_discount: 0,
    amount_subtotal: subtotal,
    amount_tax: 0,
    amount_total: subtotal,
    currency: price.currency,
    description: product.name,
    metadata: mergeMetadata(null, given.metadata),
    price,
    quantity: given.quantity,
  }
}

async function priceOf(scope: Scope, given: LineParams, param: string): Promise<Stripe.Price> {
  if (given.price !== undefined) {
    return getObject(scope, "price", given.price, `${param}[price]`)
  }
  const inline = given.price_data
  if (!inline) {
    throw badParameter("Give one of price and price_data.", `${param}[price]`, "parameter_missing")
  }
  const unitAmount = inline.unit_amount ?? inline.unit_amount_decimal
  if (unitAmount === undefined) {
    throw badParameter(
      "Missing required param: unit_amount.",
      `${param}[price_data][unit_amount]`,
      "parameter_missing",
    )
  }
  return createPrice(scope, {
    product: await productOf(scope, inline, `${param}[price_data]`),
    currency: inline.currency,
    unitAmount,
    active: true,
    recurring: inline.recurring,
    taxBehavior: inline.tax_behavior,
  })
}

async function productOf(
  scope: Scope,
  inline: NonNullable<LineParams["price_data"]>,
  param: string,
): Promise<string> {
  if (inline.product) return (await getObject(scope, "product", inline.product, param)).id
  if (inline.product_data) {
    const { id } = await createProduct(scope, { ...inline.product_data, active: false })
    return id
  }
  throw badParameter("Give one of product and product_data.", `${param}[product]`)
}

function checkSmallest(lines: Stripe.LineItem[]): void {
  const total = lines.reduce((sum, line) => sum + line.amount_total, 0)
  const currency = lines[0]?.currency ?? "usd"
  const least = smallest[currency] ?? 1
  if (total > 0 && total < least) {
    throw badParameter(
      `The total must be at least ${least} in the smallest unit of ${currency}.`,
      "line_items",
      "amount_too_small",
    )
  }
  if (total > 99_999_999_99) {
    throw badParameter("The total is too large.", "line_items", "amount_too_large")
  }
}
