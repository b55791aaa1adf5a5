import "@/tests/e2e/support/enter-shop"
import { expect, type Page } from "@playwright/test"
import { expectAccessible } from "@/tests/e2e/support/accessible"
import { hadTrial } from "@/tests/e2e/support/make-subscriptions"
import { sandboxUrl } from "@/tests/e2e/support/shop"
import { newAddress, pay } from "@/tests/e2e/support/shopper"
import { signIn } from "@/tests/e2e/support/sign-in"
import { test } from "@/tests/e2e/support/test"

const mine = (page: Page, slug: string) => page.getByTestId(`subscription-${slug}`)
const done = (page: Page) => page.getByTestId("subscription-done")

/** Signs in and subscribes; ends on the page of the subscription. It is charged at once. */
async function subscribe(page: Page, slug: string): Promise<void> {
  const address = newAddress()
  await signIn(page, address, "/plans")
  await hadTrial(address)
  await page.reload()
  await page.getByTestId(`subscribe-${slug}-0`).click()
  await page.waitForURL((url) => url.port === new URL(sandboxUrl()).port)
  await pay(page, address)
  await page.waitForURL("**/account/subscription?started=1")
  await expect(done(page)).toHaveAttribute("data-result", "started")
}

async function look(page: Page, from: string, to: string): Promise<void> {
  await mine(page, from).getByTestId("change").click()
  await page.getByTestId(`choose-${to}-month`).check()
  await page.getByTestId("preview").click()
  await expect(page.getByTestId("change-preview")).toBeVisible()
}

test("B44, B69, R20, R56 a subscription is changed, paused, cancelled and resumed on the account's page", async ({
  page,
}) => {
  await subscribe(page, "matinee")
  await expect(mine(page, "matinee").getByTestId("next-charge")).toHaveAttribute(
    "data-currency",
    "usd",
  )
  await expect(mine(page, "matinee")).toContainText("Romantic comedy")
  await look(page, "matinee", "evening")
  const due = await page.getByTestId("confirm-change").getAttribute("data-amount")
  expect(Number(due)).toBeGreaterThan(0)
  await expectAccessible(page)
  await page.getByTestId("confirm-change").click()
  await expect(done(page)).toHaveAttribute("data-result", "changed")
  await expect(
    mine(page, "evening")
      .getByTestId(/^invoice-/)
      .first(),
  ).toHaveAttribute("data-amount", due ?? "")
  await look(page, "evening", "matinee")
  await page.getByTestId("confirm-change").click()
  await expect(done(page)).toHaveAttribute("data-result", "scheduled")
  await expect(mine(page, "evening").getByTestId("next-plan")).toContainText("Matinee")
  await page.getByTestId("take-back").click()
  await expect(done(page)).toHaveAttribute("data-result", "kept")
  await page.getByTestId("pause").click()
  await expect(done(page)).toHaveAttribute("data-result", "paused")
  await expect(mine(page, "evening")).toHaveAttribute("data-status", "paused")
  await page.getByTestId("resume").click()
  await expect(done(page)).toHaveAttribute("data-result", "resumed")
  await expect(mine(page, "evening")).toHaveAttribute("data-status", "active")
  await page.goto("/account")
  await expect(page.getByTestId("your-plan")).toContainText("Evening")
  await page.getByRole("navigation", { name: "Account" }).getByText("Subscription").click()
  await mine(page, "evening").getByTestId("cancel").click()
  await expect(page.getByTestId("confirm-cancel")).toBeVisible()
  await expectAccessible(page)
  await page.getByLabel("Why?").selectOption("unused")
  await page.getByTestId("confirm-cancel").click()
  await expect(done(page)).toHaveAttribute("data-result", "cancelled")
  await expect(mine(page, "evening").getByTestId("next-charge")).toHaveCount(0)
  await mine(page, "evening").getByTestId("resume").click()
  await expect(done(page)).toHaveAttribute("data-result", "resumed")
  await expect(mine(page, "evening").getByTestId("next-charge")).toBeVisible()
  await expectAccessible(page)
  await mine(page, "evening").getByTestId("change").click()
  await expect(page.getByTestId("preview")).toBeVisible()
  await expectAccessible(page)
})

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false })

  test("R56 a subscription is cancelled, and managed at Stripe", async ({ page }) => {
    await subscribe(page, "matinee")
    await mine(page, "matinee").getByTestId("cancel").click()
    await page.getByTestId("confirm-cancel").click()
    await expect(done(page)).toHaveAttribute("data-result", "cancelled")
    await page.getByTestId("portal").click()
    await page.waitForURL((url) => url.port === new URL(sandboxUrl()).port)
  })
})
