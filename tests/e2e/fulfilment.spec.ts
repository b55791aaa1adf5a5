import { expect } from "@playwright/test"
import { expectAccessible } from "@/tests/e2e/support/accessible"
import { test } from "@/tests/e2e/support/own-shop"
import { button, card, choose } from "@/tests/e2e/support/plans"
import { control, mailsTo, sandboxUrl, shop } from "@/tests/e2e/support/shop"
import {
  buy,
  clickBuy,
  handbook,
  newAddress,
  offer,
  pay,
  payAndCloseTab,
} from "@/tests/e2e/support/shopper"
import { signIn } from "@/tests/e2e/support/sign-in"

// What Stripe does here it does to the whole shop: so it is not the one where others buy meanwhile.
test.describe.configure({ mode: "default" })
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

test("with Stripe silent on the way back a buyer is led to the order as soon as it is paid", async ({
  page,
}) => {
  await clickBuy(page, handbook.product, handbook.slug)
  await control("deliveries", { mode: "drop" })
  await control("api", { mode: "error", path: "/v1/checkout/sessions" })
  await pay(page, newAddress())
  await page.waitForURL("**/checkout/pending")
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/being processed/)
  await control("api", { mode: "ok" })
  expect((await shop("reconcile", "--since", "1h")).code).toBe(0)
  await page.waitForURL("**/orders/*")
  await expect(page.getByTestId(`download-${handbook.slug}`).first()).toBeVisible()
})

test("with Stripe silent the click on a plan says so, and the same attempt goes on later", async ({
  page,
}) => {
  await signIn(page, newAddress())
  await page.goto("/plans")
  const attempt = await card(page, "late-show").locator("[name=attempt]").first().inputValue()
  await control("api", { mode: "error", path: "/v1/checkout/sessions" })
  await button(page, "late-show").click()
  await page.waitForURL("**/plans/try-again?*")
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/did not answer/)
  await expect(page.getByRole("main")).toContainText("Late Show, $14.99 a month")
  await expect(page.locator("[name=attempt]")).toHaveValue(attempt)
  await expectAccessible(page)
  await control("api", { mode: "ok" })
  await page.getByRole("button", { name: /Try again/ }).click()
  await page.waitForURL((url) => url.port === new URL(sandboxUrl()).port)
})

test("with Stripe silent on the way back a plan's page waits, and goes on by itself", async ({
  page,
}) => {
  const address = newAddress()
  await signIn(page, address)
  await choose(page, "matinee")
  const sessionId = new URL(page.url()).pathname.split("/").at(-1) ?? ""
  await control("api", { mode: "error", path: "/v1/checkout/sessions" })
  // As it is after some tries, when it asks rarely enough to be looked at.
  await page.goto(`/checkout/pending?session_id=${sessionId}&tries=6`)
  await expectAccessible(page)
  await page.goto(`/checkout/success?session_id=${sessionId}`)
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/waiting for the payment/)
  await control("api", { mode: "ok" })
  // It was never paid: the shop asks again, and leads back to the plans.
  await page.waitForURL("**/plans", { timeout: 30_000 })
})

/** The deliveries that tell of completed sessions. */
async function completions(): Promise<{ done: boolean; attempts: { status: number | null }[] }[]> {
  const deliveries: { type: string; done: boolean; attempts: { status: number | null }[] }[] =
    await (await fetch(`${sandboxUrl()}/control/deliveries.json`)).json()
  return deliveries
    .filter((one) => one.type === "checkout.session.completed")
    .map(({ done, attempts }) => ({ done, attempts }))
}
