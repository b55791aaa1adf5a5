import { expect } from "@playwright/test"
import { download } from "@/tests/e2e/support/download"
import { linkIn, mailsTo } from "@/tests/e2e/support/shop"
import { buy, handbook, newAddress, offer } from "@/tests/e2e/support/shopper"
import { test } from "@/tests/e2e/support/test"

test.use({ javaScriptEnabled: false })

test("the whole journey works without JavaScript", async ({ page }) => {
  const email = newAddress()
  await page.goto("/")
  await page.getByRole("link", { name: "Selling Digital Goods" }).first().click()
  await buy(page, handbook, email)
  const first = await download(page, handbook.slug)
  expect(first.bytes.subarray(0, 5).toString()).toBe("%PDF-")
  const [receipt] = await mailsTo(email)
  await page.goto(linkIn(receipt?.text ?? ""))
  await expect(page.getByTestId("downloads-left").first()).toHaveText("4")
  await page.getByText("Get an invoice (PDF)").click()
  await page.getByLabel("Business").fill("Engines Ltd")
  await page.getByLabel("VAT number").fill("OTHER")
  await page.getByTestId("ask-invoice").click()
  // Open still, with what was typed.
  await expect(page.getByLabel("Business")).toHaveValue("Engines Ltd")
  await expect(page.getByLabel("VAT number")).toBeVisible()
  await page.getByLabel("VAT number").fill("FR83404833048")
  await page.getByTestId("ask-invoice").click()
  await expect(page.getByTestId("invoicing").getByRole("link")).toHaveText(/^Invoice \d+ \(PDF\)$/)
  await expect(page.getByLabel("VAT number")).toBeHidden()
  await page.goto(`/products/${handbook.product}`)
  await expect(offer(page, handbook.slug)).toHaveAttribute("data-action", "download")
})

test("B22 a buyer withdraws from what they have not opened, without JavaScript", async ({
  page,
}) => {
  const email = newAddress()
  await buy(page, handbook, email)
  const withdrawal = page.getByTestId("withdrawal")
  await withdrawal.locator("summary").click()
  await page.getByTestId("withdraw").click()
  await expect(withdrawal).toContainText("You withdrew from this purchase")
  await expect(page.getByTestId(`download-${handbook.slug}`)).toHaveCount(0)
  const subjects = (await mailsTo(email, 2)).map(({ subject }) => subject)
  expect(subjects.filter((one) => one.startsWith("You withdrew from your order"))).toHaveLength(1)
})

test("a free good and a lost link are asked for without JavaScript", async ({ page }) => {
  const email = newAddress()
  await page.goto("/products/launch-checklist")
  await page.getByLabel(/email/i).first().fill(email)
  await offer(page, "launch-checklist-files").click()
  await mailsTo(email)
  await page.goto("/orders")
  await page.getByLabel(/email/i).first().fill(email.toUpperCase())
  await page.getByRole("main").getByRole("button").first().click()
  // The receipt, and above it the links that were asked for.
  const [links] = await mailsTo(email, 2)
  expect(links?.subject).toContain("links")
  await page.goto(linkIn(links?.text ?? ""))
  await expect(page.getByTestId("download-launch-checklist-files").first()).toBeVisible()
})
