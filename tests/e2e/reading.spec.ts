import { expect } from "@playwright/test"
import { complaintsOf } from "@/tests/e2e/support/player"
import {
  article,
  buy,
  film,
  freeWords,
  newAddress,
  offer,
  paidWords,
  read,
  sourceIn,
} from "@/tests/e2e/support/shopper"
import { test } from "@/tests/e2e/support/test"

test("P11 an article: its beginning before it is bought, all of it after, and on paper the text alone", async ({
  page,
}) => {
  const complaints = complaintsOf(page)
  const before = await sourceIn(page, read)
  expect(before).toContain(freeWords)
  expect(before).not.toContain(paidWords)
  await page.goto(`/products/${article.product}`)
  await page.getByRole("link", { name: "Read the beginning" }).click()
  await expect(page).toHaveURL(new RegExp(`${read}$`))
  await expect(offer(page, article.slug)).toHaveAttribute("data-action", "buy")
  await expect(page.getByTestId(`price-${article.slug}`)).toHaveAttribute("data-amount", "450")

  await buy(page, article, newAddress())
  await page.goto(`/products/${article.product}`)
  await expect(offer(page, article.slug)).toHaveAttribute("data-action", "read")
  await expect(page.getByRole("link", { name: "Read the beginning" })).toHaveCount(0)
  await offer(page, article.slug).click()
  await expect(page).toHaveURL(new RegExp(`${read}$`))
  await expect(page.getByText(paidWords)).toBeVisible()
  await page.getByText("Contents").click()
  await page.getByRole("link", { name: "The count" }).click()
  await expect(page).toHaveURL(/#section-2$/)
  await expect(page.getByRole("heading", { name: "The count" })).toBeInViewport()
  await expect(page.getByRole("link", { name: "Download as Markdown" })).toBeVisible()

  await page.emulateMedia({ media: "print" })
  await expect(page.getByText(paidWords)).toBeVisible()
  await expect(page.getByRole("navigation")).toHaveCount(0)
  await expect(page.getByText("Download as Markdown")).toBeHidden()
  expect(complaints).toEqual([])
})

test.describe("what is not there", () => {
  for (const path of [
    "/watch/nowhere",
    "/read/nowhere",
    `/watch/${article.product}`,
    `/read/${film.product}`,
  ])
    test(`${path} is the page that says so`, async ({ page }) => {
      const response = await page.goto(path)
      expect(response?.status()).toBe(404)
      await expect(page.getByRole("heading", { name: "There is nothing here" })).toBeVisible()
    })
})
