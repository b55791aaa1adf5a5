import { expect, test } from "@playwright/test"
import { control, mailsTo, sandboxUrl } from "@/tests/e2e/support/shop"
import { buy, clickBuy, handbook, newAddress, offer, pay } from "@/tests/e2e/support/shopper"

test.describe.configure({ mode: "serial" })
test.afterEach(async () => {
  await control("deliveries", { mode: "deliver" })
  await control("deliveries/flush")
  await control("api", { mode: "ok" })
})

test("B5 with webhooks dropped the success page fulfils", async ({ page }) => {
  await control("deliveries", { mode: "drop" })
  const email = newAddress()
  await buy(page, handbook, email)
  await expect(page.getByTestId(`download-${handbook.slug}`).first()).toBeVisible()
  expect(await mailsTo(email)).toHaveLength(1)
})

test("P6 with the tab closed the webhook fulfils", async ({ page }) => {
  const email = newAddress()
  await page.route("**/checkout/success**", (route) => route.abort())
  await clickBuy(page, handbook.product, handbook.slug)
  await pay(page, email)
  await page.waitForEvent("requestfailed").catch(() => undefined)
  await page.close()
  expect(await mailsTo(email)).toHaveLength(1)
})

test("the first delivery fails, the next is applied", async ({ page }) => {
  const email = newAddress()
  await control("deliveries", { mode: "duplicate" })
  await buy(page, handbook, email)
  await expect
    .poll(async () => {
      const deliveries: { type: string; done: boolean }[] = await (
        await fetch(`${sandboxUrl}/control/deliveries.json`)
      ).json()
      return deliveries.filter((one) => !one.done).length
    })
    .toBe(0)
  expect(await mailsTo(email)).toHaveLength(1)
})

test("fault 18 with Stripe down a page says so, and the same click works later", async ({
  page,
}) => {
  await control("api", { mode: "error", path: "/v1/checkout/sessions" })
  await page.goto(`/products/${handbook.product}`)
  await offer(page, handbook.slug).click()
  await expect(page.getByText(/not been charged/i)).toBeVisible()
  await control("api", { mode: "ok" })
  await page.getByRole("button", { name: /try again/i }).click()
  await page.waitForURL((url) => url.port === new URL(sandboxUrl).port)
})
