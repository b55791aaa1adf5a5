import { expect, type Page } from "@playwright/test"
import { expectAccessible } from "@/tests/e2e/support/accessible"
import { clickBuy, handbook, icons, newAddress } from "@/tests/e2e/support/shopper"
import { signIn } from "@/tests/e2e/support/sign-in"
import { test } from "@/tests/e2e/support/test"
import { cards } from "@/tests/support/buyer"

async function fillCard(page: Page, card: string): Promise<void> {
  await page.locator("[name=cardNumber]").fill(card)
  await page.locator("[name=cardExpiry]").fill("12/34")
  await page.locator("[name=cardCvc]").fill("123")
  await page.getByTestId("pay").click()
}

test("S1 cards are added with the bank's question, listed, made default and removed", async ({
  page,
}) => {
  await signIn(page, newAddress())
  await page.goto("/account/cards")
  await expect(page.getByTestId("no-cards")).toBeVisible()
  await page.getByRole("button", { name: "Add a card" }).click()
  await fillCard(page, cards.declined)
  await expect(page.getByTestId("error").first()).toContainText(/declined/i)
  await fillCard(page, cards.authenticate)
  await page.getByTestId("authorize").click()
  await page.waitForURL("**/account/cards?done=added&payment=nothing-due")
  await expect(page.getByTestId("card-done")).toContainText(/saved/)
  const list = page.getByTestId("card")
  await expect(list).toHaveCount(1)
  await expect(list).toContainText("Visa ending in 3155")
  await expect(list).toHaveAttribute("data-default", "true")

  await page.getByRole("button", { name: "Add a card" }).click()
  await fillCard(page, "5555 5555 5555 4444")
  await expect(list).toHaveCount(2)
  await page.getByRole("button", { name: /Make default.*Mastercard/ }).click()
  await expect(list.first()).toContainText("Mastercard")
  await expect(list.first()).toHaveAttribute("data-default", "true")
  await list.first().locator("summary").click()
  await page.getByRole("button", { name: /Remove this card.*Mastercard/ }).click()
  await expect(page.getByTestId("card-done")).toContainText(/removed/)
  await expect(list).toHaveCount(1)
  await expect(list).toHaveAttribute("data-default", "true")
})

test("D5 the card of the first purchase pays the second in one click", async ({ page }) => {
  await signIn(page, newAddress())
  await clickBuy(page, icons.product, icons.slug)
  await page.getByLabel(/save this card/i).check()
  await fillCard(page, cards.pays)
  await page.waitForURL("**/orders/*")
  await clickBuy(page, handbook.product, handbook.slug)
  await expect(page.getByLabel(/Visa ending in 4242/)).toBeChecked()
  await page.getByTestId("pay").click()
  await page.waitForURL("**/orders/*")
})

test("nobody's cards are shown to who is not signed in", async ({ page }) => {
  const answer = await page.request.get("/account/cards", { maxRedirects: 0 })
  expect([303, 307]).toContain(answer.status())
  expect(answer.headers().location).toContain("/sign-in?callbackUrl=%2Faccount%2Fcards")
})

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false })

  test("a card is added and removed", async ({ page }) => {
    await signIn(page, newAddress())
    await page.goto("/account/cards")
    await page.getByRole("button", { name: "Add a card" }).click()
    await fillCard(page, cards.pays)
    await expect(page.getByTestId("card")).toHaveCount(1)
    await page.getByTestId("card").locator("summary").click()
    await page.getByRole("button", { name: /Remove this card/ }).click()
    await expect(page.getByTestId("no-cards")).toBeVisible()
  })
})

test("the page of cards and Stripe's with saved cards have no serious finding and fit", async ({
  page,
}) => {
  await signIn(page, newAddress())
  await page.goto("/account/cards")
  await expectAccessible(page)
  await page.getByRole("button", { name: "Add a card" }).click()
  await page.waitForURL("**/c/pay/**")
  await expectAccessible(page)
  await fillCard(page, cards.pays)
  await expect(page.getByTestId("card")).toHaveCount(1)
  await page.getByTestId("card").locator("summary").click()
  await expectAccessible(page)
  await clickBuy(page, icons.product, icons.slug)
  await expect(page.getByLabel(/Visa ending in 4242/)).toBeVisible()
  await expectAccessible(page)
})
