import { expect, type Page } from "@playwright/test"
import { sandboxUrl } from "@/tests/e2e/support/shop"
import { cards } from "@/tests/support/buyer"

let buyers = 0

/** An address that no other test uses. */
export function newAddress(): string {
  buyers += 1
  return `buyer-${Date.now().toString(36)}-${buyers}@example.com`
}

/** The button or link of an edition. */
export function offer(page: Page, slug: string) {
  return page.getByTestId(`offer-${slug}`)
}

/** From the product page to Stripe's page. */
export async function clickBuy(page: Page, product: string, edition: string): Promise<void> {
  await page.goto(`/products/${product}`)
  await expect(offer(page, edition)).toHaveAttribute("data-action", "buy")
  await offer(page, edition).click()
  await page.waitForURL((url) => url.port === new URL(sandboxUrl()).port)
}

/** Fills in the payment page and presses Pay. Who is signed in is known there, and not asked. */
export async function pay(page: Page, email: string, card = cards.pays): Promise<void> {
  await expect(page.getByTestId("pay")).toBeVisible()
  const address = page.locator("[name=email]")
  if (await address.isEditable()) await address.fill(email)
  else await expect(address).toHaveValue(email)
  await page.locator("[name=cardNumber]").fill(card)
  await page.locator("[name=cardExpiry]").fill("12/34")
  await page.locator("[name=cardCvc]").fill("123")
  await page.locator("[name=cardName]").fill("Ada Lovelace")
  await page.getByTestId("pay").click()
}

/** Pays, and is gone before the payment page's answer arrives. */
export async function payAndCloseTab(page: Page, email: string): Promise<void> {
  await page.route("**/c/pay/**", async (route) => {
    await route.fetch({ maxRedirects: 0 })
    await route.abort()
  })
  const gone = page.waitForEvent("requestfailed")
  await pay(page, email)
  await gone
  await page.close()
}

/** Buys an edition; ends on the private page. */
export async function buy(
  page: Page,
  edition: { product: string; slug: string },
  email: string,
): Promise<void> {
  await clickBuy(page, edition.product, edition.slug)
  await pay(page, email)
  await page.waitForURL("**/orders/*")
}

export const handbook = { product: "selling-digital-goods", slug: "handbook-pdf" }
export const icons = { product: "one-dot-icons", slug: "one-dot-personal" }
export const film = { product: "how-a-download-is-delivered", slug: "film-webm" }
export const article = {
  product: "a-price-has-no-decimal-point",
  slug: "article-no-decimal-point",
}
export const watch = `/watch/${film.product}`
export const read = `/read/${article.product}`
/** Words of the article that anybody may read, and such that only its buyers may. */
export const freeWords = "There is a coffee stand"
export const paidWords = "The remedy is older than the machine"

/** The page as it is sent, before any script has run. */
export async function sourceIn(page: Page, path: string): Promise<string> {
  return (await page.request.get(path)).text()
}
