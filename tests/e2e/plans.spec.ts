import "@/tests/e2e/support/enter-shop"
import { expect, type Page } from "@playwright/test"
import { expectAccessible } from "@/tests/e2e/support/accessible"
import { hadTrial } from "@/tests/e2e/support/make-subscriptions"
import { button, card, choose } from "@/tests/e2e/support/plans"
import { newAddress, pay } from "@/tests/e2e/support/shopper"
import { head, signIn } from "@/tests/e2e/support/sign-in"
import { test } from "@/tests/e2e/support/test"

/** Subscribes, and is back in the shop. */
async function subscribe(page: Page, address: string, slug: string): Promise<void> {
  await choose(page, slug)
  await pay(page, address)
  // What stands there is the account's own business.
  await page.waitForURL("**/account/subscription?started=1")
}

test("R15 plans are compared in a table: what each costs, opens and can", async ({ page }) => {
  await page.goto("/")
  await head(page).getByRole("link", { name: "Plans" }).click()
  const table = page.getByRole("table", { name: /What each plan of Film club has/ })
  await expect(table.getByRole("columnheader")).toHaveText([
    "What is in it",
    "Matinee",
    "Evening",
    "Late Show",
  ])
  const row = (name: string) => table.getByRole("row", { name: new RegExp(`^${name}`) })
  await expect(row("Every month").getByRole("cell")).toHaveText(["$6.99", "$9.99", "$14.99"])
  await expect(row("Every year").getByRole("cell")).toHaveText(["$69.00", "$99.00", "$149.00"])
  await expect(row("Free trial").getByRole("cell")).toHaveText(Array(3).fill("14 days free"))
  await expect(row("Comedy").getByRole("cell")).toHaveText(["✓yes", "✓yes", "✓yes"])
  await expect(row("Western").getByRole("cell")).toHaveText(["–no", "✓yes", "✓yes"])
  await expect(row("Horror").getByRole("cell")).toHaveText(["–no", "–no", "✓yes"])
  await expect(row("New films first").getByRole("cell")).toHaveText(["–no", "✓yes", "✓yes"])
  await table.getByRole("link", { name: "Western" }).click()
  await expect(page).toHaveURL(/\/search\?q=&group=western$/)
  await expect(page.getByTestId("result").first()).toBeVisible()
})

test("R60 a card says in words what is charged and when", async ({ page }) => {
  await page.goto("/plans")
  await expect(card(page, "evening")).toContainText(
    "14 days free, then $4.99 a month for the first 3 months, then $9.99 a month. Renews until you cancel.",
  )
  const price = page.getByTestId("price-evening-0")
  await expect(price).toHaveAttribute("data-amount", "999")
  await expect(price).toHaveAttribute("data-currency", "usd")
  await page.getByLabel("Show prices in").selectOption("jpy")
  await page.getByRole("button", { name: "Change" }).click()
  await expect(card(page, "evening")).toContainText("¥1,400 a month")
})

test("R40, R57 from signing in to the plan, after which no other of its family can be begun", async ({
  page,
}) => {
  const address = newAddress()
  await page.goto("/plans")
  await button(page, "evening").click()
  await expect(page).toHaveURL(/\/sign-in\?callbackUrl=%2Fplans%23plan-evening$/)
  await signIn(page, address, "/plans")
  // A trial is given once to a card, and every test pays with the same.
  await hadTrial(address)
  await subscribe(page, address, "evening")
  await page.goto("/plans")
  await expect(page.getByTestId("already-on-film-club")).toContainText(
    "already on the plan Evening",
  )
  await expect(card(page, "evening")).toHaveAttribute("data-state", "yours")
  await expect(card(page, "matinee")).toHaveAttribute("data-state", "included")
  await expect(card(page, "late-show")).toHaveAttribute("data-state", "higher")
  for (const slug of ["matinee", "evening", "late-show"])
    for (const at of [0, 1]) await expect(button(page, slug, at)).toBeDisabled()
  await expect(card(page, "late-show").getByRole("link", { name: "Upgrade" })).toHaveAttribute(
    "href",
    "/account/subscription",
  )
  await expectAccessible(page)
})

test("a page that was open before leads to what was bought, not to a second payment", async ({
  page,
  context,
}) => {
  const address = newAddress()
  await signIn(page, address)
  await hadTrial(address)
  const stale = await context.newPage()
  await stale.goto("/plans")
  await subscribe(page, address, "matinee")
  await button(stale, "late-show").click()
  await stale.waitForURL("**/account/subscription")
})

test("who leaves Stripe's page is back at the plans, and can begin again", async ({ page }) => {
  const address = newAddress()
  await signIn(page, address)
  await choose(page, "matinee")
  await page.getByTestId("cancel").click()
  await page.waitForURL("**/plans")
  await subscribe(page, address, "matinee")
})

test("R37 GET /api/plans is public JSON", async ({ page }) => {
  const answer = await page.request.get("/api/plans")
  expect(answer.headers()["access-control-allow-origin"]).toBe("*")
  const { families } = await answer.json()
  expect(families[0]).toMatchObject({
    slug: "film-club",
    plans: [{ slug: "matinee" }, { slug: "evening" }, { slug: "late-show" }],
  })
})

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false })

  test("a plan is chosen, signed in for, and paid", async ({ page }) => {
    const address = newAddress()
    await page.goto("/plans")
    await button(page, "matinee").click()
    await expect(page).toHaveURL(/\/sign-in\?callbackUrl=/)
    await signIn(page, address, "/plans")
    await subscribe(page, address, "matinee")
  })
})

test("on a narrow window the plans are cards, one below the other", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 })
  await page.goto("/plans")
  await expect(page.getByRole("table")).toBeHidden()
  await expect(card(page, "evening")).toContainText("Romantic comedy")
  await expect(card(page, "evening").getByRole("link", { name: "Western" })).toBeVisible()
  await expectAccessible(page)
})
