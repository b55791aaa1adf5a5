import { randomUUID } from "node:crypto"
import { POST as webhook } from "@/app/api/webhooks/stripe/route"
import type { StartedCheckout } from "@/lib/checkout/continue-checkout"
import { startCheckout } from "@/lib/checkout/start-checkout"
import { stranger } from "@/lib/entitlements/store/access"
import { campaignOf } from "@/lib/shop/campaign-rules"
import { signText } from "@/lib/tokens"
import type { MadeProduct } from "@/tests/support/factories"
import { type Bridge, startBridge } from "@/tests/support/http-bridge"
import { startTestSandbox, type TestSandbox } from "@/tests/support/sandbox"

export type Selling = { sandbox: TestSandbox; shop: Bridge }

/**
 * A shop that takes webhooks over HTTP, and the sandbox that sends them. Call it at a file's top.
 * @param options.port where the sandbox listens, when something stands before it
 */
export async function startSelling(options: { port?: number } = {}): Promise<Selling> {
  const shop = await startBridge(webhook)
  const sandbox = await startTestSandbox({ ...options, shopUrl: shop.origin })
  const { afterAll, beforeEach } = await import("vitest")
  beforeEach(async () => {
    await sandbox.control("shop", { url: shop.origin })
    await sandbox.control("deliveries", { mode: "deliver" })
  })
  afterAll(() => shop.stop())
  return { sandbox, shop }
}

/** A click on Buy now. */
export async function click(
  editionSlug: string,
  more: Partial<Parameters<typeof startCheckout>[0]> = {},
): Promise<StartedCheckout> {
  return startCheckout({
    editionSlug,
    attempt: randomUUID(),
    currency: null,
    visitor: stranger,
    again: false,
    network: "192.0.2.0",
    origin: "http://localhost:3000",
    campaign: campaignOf(null),
    ...more,
  })
}

/** A click that leads to Stripe's page. Throws when it leads elsewhere. */
export async function begin(
  product: MadeProduct,
  more: Partial<Parameters<typeof startCheckout>[0]> = {},
): Promise<{ url: string; checkoutId: string; sessionId: string }> {
  const started = await click(product.edition.slug, more)
  if (started.outcome !== "redirect") throw new Error(`The click led to ${started.outcome}.`)
  const sessionId = new URL(started.url).pathname.split("/").at(-1) ?? ""
  return { url: started.url, checkoutId: started.checkoutId, sessionId }
}

/** The signed cookie of a browser that began these orders. */
export function browserCookie(...checkoutIds: string[]): string {
  return `kiosk_orders=${signText("browser-orders", checkoutIds.join("_"))}`
}
