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
  await page.goto(`/products/${handbook.product}`)
  await expect(offer(page, handbook.slug)).toHaveAttribute("data-action", "download")
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
