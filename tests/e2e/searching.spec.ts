import { expect, type Page } from "@playwright/test"
import { expectAccessible } from "@/tests/e2e/support/accessible"
import { test } from "@/tests/e2e/support/test"

const field = (page: Page) => page.getByRole("combobox", { name: "Search the shop" })

test("typing suggests; arrows choose, Escape closes, Enter opens", async ({ page }) => {
  await page.goto("/")
  await field(page).pressSequentially("sell")
  const option = page.getByRole("option", { name: /Selling Digital Goods/ })
  await expect(option.first()).toBeVisible()
  await expect(field(page)).toHaveAttribute("aria-expanded", "true")
  await field(page).press("Escape")
  await expect(option.first()).toBeHidden()
  await expect(field(page)).toHaveValue("sell")
  await field(page).pressSequentially("ing")
  await expect(option.first()).toBeVisible()
  await field(page).press("ArrowDown")
  const active = await field(page).getAttribute("aria-activedescendant")
  await expect(page.locator(`[id="${active}"]`)).toHaveAttribute("aria-selected", "true")
  await field(page).press("Enter")
  await page.waitForURL(/\/(products|search)/)
})

test("Enter in the field searches; a hit says what matched and has its one button", async ({
  page,
}) => {
  await page.goto("/")
  await field(page).fill("selling digital")
  await field(page).press("Enter")
  await page.waitForURL("**/search?q=selling*")
  const hit = page.getByTestId("result").first()
  await expect(hit.locator("mark").first()).toHaveText(/selling/i)
  await expect(hit.getByTestId("offer-selling-digital-goods")).toHaveAttribute("data-action", "buy")
  await expect(hit.getByTestId("price-selling-digital-goods")).toBeVisible()
  await page.goto("/search?q=seling+digitl")
  await page.getByRole("link", { name: "Selling Digital Goods" }).click()
  await expect(page.getByTestId("result").first()).toBeVisible()
})

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false })

  test("the field is a form, and filters are links and a form", async ({ page }) => {
    await page.goto("/")
    await field(page).fill("icons")
    await page.getByRole("button", { name: "Search" }).first().click()
    await page.waitForURL("**/search?q=icons")
    await expect(page.getByTestId("result").first()).toBeVisible()
    await page.getByRole("link", { name: "Videos" }).click()
    await expect(page.getByTestId("result")).toHaveCount(0)
    await page.getByRole("link", { name: "Search everything, without the filters" }).click()
    await expect(page.getByTestId("result").first()).toBeVisible()
    await page.getByLabel("up to").fill("0.50")
    await page.getByRole("button", { name: "Apply" }).click()
    await expect(page.getByText("Nothing found for")).toBeVisible()
  })
})

test("any text is answered with 200 and shown as text", async ({ request }) => {
  const nasty = [
    "'",
    '"',
    "a & | b",
    "!(",
    ":*",
    "\\",
    "%00",
    "🎬",
    "x".repeat(5000),
    "'; DROP TABLE x; --",
  ]
  for (const q of [...nasty, "<script>alert(1)</script>"]) {
    const page = await request.get(
      `/search?q=${encodeURIComponent(q)}&min=${encodeURIComponent(q)}`,
    )
    expect(page.status(), q).toBe(200)
    expect(await page.text()).not.toContain("<script>alert(1)")
    const answer = await request.get(`/api/search/suggestions?q=${encodeURIComponent(q)}`)
    expect(answer.status(), q).toBe(200)
  }
  expect((await request.get("/search?q=%00%ff&after=%%%")).status()).toBeLessThan(500)
})

for (const path of ["/search?q=selling", "/search?q=", "/search?q=zzzz"])
  test(`${path} has no serious finding and fits`, async ({ page }) => {
    await page.goto(path)
    await expectAccessible(page)
  })
