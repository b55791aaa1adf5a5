import { expect } from "@playwright/test"
import { expectAccessible } from "@/tests/e2e/support/accessible"
import { buy, clickBuy, handbook, newAddress } from "@/tests/e2e/support/shopper"
import { test } from "@/tests/e2e/support/test"

const pages = [
  "/",
  "/?kind=video",
  "/products/selling-digital-goods",
  "/products/launch-checklist",
  "/products/nowhere",
  "/orders",
  "/checkout/pending",
  "/checkout/thanks",
  "/checkout/try-again",
  "/account/deleted",
  "/legal/terms",
  "/legal/privacy",
  "/legal/imprint",
  "/legal/refunds",
]

for (const path of pages)
  test(`${path} has no serious finding and fits`, async ({ page }) => {
    await page.goto(path)
    await expectAccessible(page)
  })

test("the whole journey has no serious finding and fits", async ({ page }) => {
  await clickBuy(page, handbook.product, handbook.slug)
  await expectAccessible(page)
  await buy(page, handbook, newAddress())
  await expectAccessible(page)
  await page.goto(`/products/${handbook.product}`)
  await expectAccessible(page)
  for (let left = 5; left > 0; left--) {
    await page.goBack()
    await Promise.all([
      page.waitForEvent("download"),
      page.getByTestId(`download-${handbook.slug}`).first().click(),
    ])
    await page.goto(`/products/${handbook.product}`)
  }
  await page.goBack()
  await page.getByTestId(`download-${handbook.slug}`).first().click()
  await expect(page.getByText(/no downloads left/i).first()).toBeVisible()
  await expectAccessible(page)
})
