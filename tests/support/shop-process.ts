// A shop's webhook in a process of its own, for tests that kill it or its database. Tells its parent
// where it listens; told "order", it writes an order and tells the event that pays it. With
// HOLD_ANSWER it says "applied" instead of answering.
import { randomUUID } from "node:crypto"
import { POST as webhook } from "@/app/api/webhooks/stripe/route"
import { findCheckoutByAttempt, recordCheckout } from "@/lib/checkout/store/checkouts"
import { db, transaction } from "@/lib/db"
import { campaignOf } from "@/lib/shop/campaign-rules"
import { getShopId } from "@/lib/shop/store"
import { makeProduct } from "@/tests/support/factories"
import { startBridge } from "@/tests/support/http-bridge"

const tell = (message: unknown) => process.send?.(message)

const { origin } = await startBridge(async (request) => {
  const response = await webhook(request)
  if (!process.env.HOLD_ANSWER) return response
  tell({ applied: response.status })
  return new Promise(() => {})
})

process.on("message", (message) => {
  if (message === "order") void writeOrder().then((event) => tell({ event }))
  if (message === "count")
    void db()
      .purchase.count()
      .then((purchases) => tell({ purchases }))
})
process.on("disconnect", () => process.exit())

tell({ origin })

async function writeOrder() {
  const { edition, title } = await makeProduct()
  const attempt = randomUUID()
  const line = { editionId: edition.id, priceId: edition.priceId ?? "", amount: edition.amount }
  const lines = [{ ...line, productTitle: title, editionTitle: edition.title }]
  const order = {
    attempt,
    currency: "usd",
    locale: "en-US",
    termsVersion: "1",
    deliveryConsent: "2026-11-26",
    lines,
    campaign: campaignOf(null),
  }
  await transaction(() => recordCheckout(order, new Date()))
  const checkout = await findCheckoutByAttempt(attempt)
  return {
    id: `evt_test_${randomUUID()}`,
    object: "event",
    api_version: null,
    created: Math.floor(Date.now() / 1000),
    livemode: false,
    type: "checkout.session.completed",
    data: {
      object: {
        id: `cs_test_${attempt}`,
        mode: "payment",
        status: "complete",
        payment_status: "paid",
        currency: "usd",
        amount_subtotal: edition.amount,
        amount_total: edition.amount,
        customer_details: { email: `${attempt}@example.com` },
        metadata: { kiosk: await getShopId(), checkout: checkout?.id },
        expires_at: Math.floor(Date.now() / 1000) + 3600,
        livemode: false,
      },
    },
  }
}
