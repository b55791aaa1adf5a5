import { pool } from "@/lib/db"
import { getShopId } from "@/lib/shop/store"
import { newId } from "@/lib/tokens"
import { type SignedEvent, signNow } from "@/tests/bench/signed-event"
import { type MadeProduct, makeProduct } from "@/tests/support/factories"

let product: MadeProduct | undefined

/** Writes so many open orders of one product, each a buyer's first; the events that pay them. */
export async function paidEvents(count: number): Promise<SignedEvent[]> {
  product ??= await makeProduct()
  const { edition, title } = product
  const ids = Array.from({ length: count }, newId)
  await pool().query(
    `INSERT INTO "Checkout" ("id", "attempt", "currency", "amountSubtotal", "amountTotal", "locale")
     SELECT id, gen_random_uuid(), $2, $3, $3, 'en-US' FROM unnest($1::uuid[]) AS id`,
    [ids, edition.currency, edition.amount],
  )
  await pool().query(
    `INSERT INTO "CheckoutLine" ("id", "checkoutId", "editionId", "priceId", "productTitle",
       "editionTitle", "amountSubtotal", "amountTotal")
     SELECT gen_random_uuid(), id, $2, $3, $4, $5, $6, $6 FROM unnest($1::uuid[]) AS id`,
    [ids, edition.id, edition.priceId, title, edition.title, edition.amount],
  )
  const shopId = await getShopId()
  return ids.map((id) => signNow(bodyOf(id, shopId, edition)))
}

/** Throws unless exactly so many orders were paid, each with its purchase, entitlement and receipt. */
export async function checkPurchases(sold: number): Promise<string> {
  const { rows } = await pool().query<{ purchases: number; open: number; receipts: number }>(
    `SELECT (SELECT count(*)::int FROM "Purchase") AS purchases,
            (SELECT count(*)::int FROM "Entitlement" WHERE "revokedAt" IS NULL) AS open,
            (SELECT count(*)::int FROM "Mail" WHERE "kind" = 'receipt') AS receipts`,
  )
  const [found] = rows
  if (found?.purchases !== sold || found.open !== sold || found.receipts !== sold)
    throw new Error(`Of ${sold} orders: ${JSON.stringify(found)}.`)
  return `${sold.toLocaleString("en-US")} orders gave as many purchases, entitlements and receipts`
}

function bodyOf(id: string, shopId: string, edition: { amount: number; currency: string }) {
  const name = id.replaceAll("-", "")
  return {
    id: `evt_bench${newId().replaceAll("-", "")}`,
    object: "event",
    api_version: "2026-10-28.endive",
    created: Math.floor(Date.now() / 1000),
    livemode: false,
    pending_webhooks: 1,
    request: null,
    type: "checkout.session.completed",
    data: {
      object: {
        id: `cs_test_${name}`,
        object: "checkout.session",
        mode: "payment",
        status: "complete",
        payment_status: "paid",
        url: null,
        currency: edition.currency,
        amount_subtotal: edition.amount,
        amount_total: edition.amount,
        total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
        customer: `cus_${name}`,
        customer_details: {
          email: `buyer-${name}@example.com`,
          name: "Ada Lovelace",
          address: { country: "GB" },
        },
        payment_intent: `pi_${name}`,
        metadata: { kiosk: shopId, checkout: id },
        client_reference_id: id,
        expires_at: Math.floor(Date.now() / 1000) + 86_400,
        livemode: false,
      },
    },
  }
}
