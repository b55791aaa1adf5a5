import { expect } from "@playwright/test"
import { download } from "@/tests/e2e/support/download"
import { linkIn, mailsTo, settle } from "@/tests/e2e/support/shop"
import { buy, clickBuy, handbook, icons, newAddress, offer, pay } from "@/tests/e2e/support/shopper"
import { test } from "@/tests/e2e/support/test"
import { cards } from "@/tests/support/buyer"

test("K8 K11 K12 K13 K16 the main job: buy, read, find the receipt, come back, reach the limit", async ({
  page,
  browser,
}) => {
  const email = newAddress()
  const started = Date.now()
  await buy(page, handbook, email)
  const first = await download(page, handbook.slug)
  // K8 is a promise to people: twenty seconds from the click to the file.
  expect(Date.now() - started).toBeLessThan(20_000)
  expect(first.bytes.subarray(0, 5).toString()).toBe("%PDF-")
  expect(await page.content()).toContain(first.sha256)

  const receipts = await mailsTo(email)
  expect(receipts).toHaveLength(1)
  const link = linkIn(receipts[0]?.text ?? "")

  const elsewhere = await (await browser.newContext()).newPage()
  await elsewhere.goto(link)
  await expect(elsewhere.getByTestId("downloads-left").first()).toHaveText("4")
  for (let left = 3; left >= 0; left--) {
    const again = await download(elsewhere, handbook.slug)
    expect(again.sha256).toBe(first.sha256)
    await elsewhere.reload()
    await expect(elsewhere.getByTestId("downloads-left").first()).toHaveText(String(left))
  }
  await elsewhere.getByTestId(`download-${handbook.slug}`).first().click()
  await expect(elsewhere.getByText(/no downloads left/i).first()).toBeVisible()
  await expect(elsewhere.locator("a[href^='mailto:']").first()).toBeVisible()
  expect(await mailsTo(email)).toHaveLength(1)
})

test("B15 the buyer's own browser shows Download instead of Buy now, at once, also after the back button", async ({
  page,
}) => {
  await page.goto(`/products/${icons.product}`)
  await expect(offer(page, icons.slug)).toHaveAttribute("data-reason", "for-sale")
  await buy(page, icons, newAddress())
  await page.goto(`/products/${icons.product}`)
  await expect(offer(page, icons.slug)).toHaveAttribute("data-action", "download")
  await expect(offer(page, icons.slug)).toHaveAttribute("data-reason", "purchased")
  await page.goto("/")
  await expect(offer(page, icons.product)).toHaveAttribute("data-action", "download")
  await page.goBack()
  await expect(offer(page, icons.slug)).toHaveAttribute("data-action", "download")
  await offer(page, icons.slug).click()
  await expect(page).toHaveURL(/\/orders\//)
})

test("K10 a declined card stays on the payment page with its reason, and can be tried again", async ({
  page,
}) => {
  const email = newAddress()
  await clickBuy(page, handbook.product, handbook.slug)
  await pay(page, email, cards.declined)
  await expect(page.getByTestId("error").first()).toContainText(/declined/i)
  await expect(page.locator("[name=email]")).toHaveValue(email)
  await pay(page, email)
  await page.waitForURL("**/orders/*")
})

test("3-D Secure asks first; refused, nothing is bought; confirmed, it is", async ({ page }) => {
  const email = newAddress()
  await clickBuy(page, handbook.product, handbook.slug)
  await pay(page, email, cards.authenticate)
  await page.getByTestId("fail").click()
  await expect(page.getByTestId("error").first()).toBeVisible()
  await pay(page, email, cards.authenticate)
  await page.getByTestId("authorize").click()
  await page.waitForURL("**/orders/*")
})

test("Cancel leads back to the product", async ({ page }) => {
  await clickBuy(page, handbook.product, handbook.slug)
  await page.getByTestId("cancel").click()
  await expect(page).toHaveURL(new RegExp(`/products/${handbook.product}$`))
  await expect(offer(page, handbook.slug)).toHaveAttribute("data-action", "buy")
})

test("B7 a delayed payment: a page that waits, and no button that buys or opens", async ({
  page,
}) => {
  const email = newAddress()
  await clickBuy(page, handbook.product, handbook.slug)
  await pay(page, email, cards.settlesLater)
  await page.waitForURL("**/checkout/pending**")
  await page.goto(`/products/${handbook.product}`)
  await expect(offer(page, handbook.slug)).toHaveAttribute("data-reason", "payment-pending")
  await offer(page, handbook.slug).click()
  await page.waitForURL("**/checkout/pending**")
  await settle(email)
  await page.waitForURL("**/orders/*")
  await expect(page.getByTestId(`download-${handbook.slug}`).first()).toBeVisible()
})

test("JPY 450 is shown and charged as 450 yen", async ({ page }) => {
  await page.goto("/products/a-price-has-no-decimal-point")
  const price = page.getByTestId("price-article-no-decimal-point")
  await expect(price).toHaveAttribute("data-amount", "450")
  await expect(price).toHaveAttribute("data-currency", "jpy")
  await offer(page, "article-no-decimal-point").click()
  await expect(page.locator("body")).toContainText("¥450")
})

test("B8 a free good goes to the mailbox alone", async ({ page }) => {
  const email = newAddress()
  await page.goto("/products/launch-checklist")
  await expect(offer(page, "launch-checklist-files")).toHaveAttribute("data-action", "get")
  await page.getByLabel(/email/i).first().fill(email)
  await offer(page, "launch-checklist-files").click()
  await expect(page.getByText(/mailbox|inbox|mail/i).first()).toBeVisible()
  const [letter] = await mailsTo(email)
  await page.goto(linkIn(letter?.text ?? ""))
  const file = await download(page, "launch-checklist-files")
  expect(file.bytes.length).toBeGreaterThan(1000)
})

test("the shop sells by each of its loopback names", async ({ page, baseURL }) => {
  const other = (baseURL ?? "").replace("localhost", "127.0.0.1")
  expect(other).toContain("127.0.0.1")
  await page.goto(`${other}/products/${icons.product}`)
  await offer(page, icons.slug).click()
  await pay(page, newAddress())
  await page.waitForURL(`${other}/orders/*`)
  const file = await download(page, icons.slug)
  expect(file.bytes.subarray(0, 2).toString()).toBe("PK")
})
