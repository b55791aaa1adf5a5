import { expect } from "@playwright/test"
import { control, mailsTo, sandboxUrl, shop } from "@/tests/e2e/support/shop"
import {
  buy,
  clickBuy,
  handbook,
  newAddress,
  offer,
  payAndCloseTab,
} from "@/tests/e2e/support/shopper"
import { test } from "@/tests/e2e/support/test"

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
  await clickBuy(page, handbook.product, handbook.slug)
  await payAndCloseTab(page, email)
  expect(await mailsTo(email)).toHaveLength(1)
})

test("the first delivery fails, the next is applied", async ({ page, baseURL }) => {
  const email = newAddress()
  await clickBuy(page, handbook.product, handbook.slug)
  // Nobody listens there.
  await control("shop", { url: "http://127.0.0.1:9" })
  await payAndCloseTab(page, email)
  await expect
    .poll(() => completions(), { message: "a failed delivery" })
    .toContainEqual({
      done: false,
      attempts: expect.arrayContaining([expect.objectContaining({ status: null })]),
    })
  await control("shop", { url: baseURL })
  await control("deliveries/flush")
  expect(await mailsTo(email)).toHaveLength(1)
})

test("X4 with webhooks dropped and the tab closed the reconciler fulfils", async ({ page }) => {
  await control("deliveries", { mode: "drop" })
  const email = newAddress()
  await clickBuy(page, handbook.product, handbook.slug)
  await payAndCloseTab(page, email)
  // On a slow machine the worker's own turn may have come before.
  expect((await shop("reconcile", "--since", "1h")).code).toBe(0)
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
  await page.waitForURL((url) => url.port === new URL(sandboxUrl()).port)
})

/** The deliveries that tell of completed sessions. */
async function completions(): Promise<{ done: boolean; attempts: { status: number | null }[] }[]> {
  const deliveries: { type: string; done: boolean; attempts: { status: number | null }[] }[] =
    await (await fetch(`${sandboxUrl()}/control/deliveries.json`)).json()
  return deliveries
    .filter((one) => one.type === "checkout.session.completed")
    .map(({ done, attempts }) => ({ done, attempts }))
}
