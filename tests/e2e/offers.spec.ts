import { type BrowserContext, expect, type Page } from "@playwright/test"
import { refundOf } from "@/tests/e2e/support/shop"
import { buy, clickBuy, icons, newAddress, offer, pay } from "@/tests/e2e/support/shopper"
import { signIn } from "@/tests/e2e/support/sign-in"
import { test } from "@/tests/e2e/support/test"

/** The offer as the page says it, and as the server answers to this browser's cookies at this moment. */
async function expectOffer(page: Page, slug: string, action: string, reason: string) {
  await expect(offer(page, slug)).toHaveAttribute("data-action", action)
  await expect(offer(page, slug)).toHaveAttribute("data-reason", reason)
}

/** Until the shop has heard of it; then every other page must know at once. */
async function waitForReason(page: Page, path: string, slug: string, reason: string) {
  await expect
    .poll(async () => {
      await page.goto(path)
      return offer(page, slug).getAttribute("data-reason")
    })
    .toBe(reason)
}

test("S6 B15 a guest: Download on the next request, Buy now with its reason after a refund, also by the back button", async ({
  page,
}) => {
  const email = newAddress()
  await page.goto("/")
  await expectOffer(page, icons.product, "buy", "for-sale")
  await buy(page, icons, email)
  await page.goto("/")
  await expectOffer(page, icons.product, "download", "purchased")
  await page.goto(`/products/${icons.product}`)
  await expectOffer(page, icons.slug, "download", "purchased")
  await expect(page.getByText("You own this.", { exact: true })).toBeVisible()

  await page.goto("/legal/terms")
  await refundOf(email)
  await waitForReason(page, "/", icons.product, "refunded")
  await expectOffer(page, icons.product, "buy", "refunded")
  // Past the polled catalogue and the terms, to the page that showed Download.
  await page.goto("/legal/refunds")
  await page.goto(`/products/${icons.product}`)
  await expectOffer(page, icons.slug, "buy", "refunded")
  await expect(page.getByText(/it was refunded on/)).toBeVisible()
  await expect(offer(page, icons.slug)).toHaveAttribute("data-until", /^\d{4}-\d\d-\d\dT/)
})

test("B15 the back button shows the button of now, not the one that was there", async ({
  page,
}) => {
  const email = newAddress()
  await buy(page, icons, email)
  await page.goto(`/products/${icons.product}`)
  await expectOffer(page, icons.slug, "download", "purchased")
  await page.goto("/legal/terms")
  await refundOf(email)
  const witness = await page.context().newPage()
  await waitForReason(witness, `/products/${icons.product}`, icons.slug, "refunded")
  await page.goBack()
  await expect(page).toHaveURL(new RegExp(`/products/${icons.product}$`))
  await expectOffer(page, icons.slug, "buy", "refunded")
})

test("S6 S3 a customer: bought in one browser, owned in the other on the next request", async ({
  browser,
}) => {
  const email = newAddress()
  const [desk, sofa] = [await browser.newContext(), await browser.newContext()]
  const [buying, looking] = [await desk.newPage(), await sofa.newPage()]
  await signIn(buying, email)
  await signIn(looking, email)
  await looking.goto(`/products/${icons.product}`)
  await expectOffer(looking, icons.slug, "buy", "for-sale")
  await buyAsCustomer(buying, email, icons)
  await looking.goto("/")
  await expectOffer(looking, icons.product, "download", "purchased")
  await expect(offer(looking, icons.product)).toHaveAttribute("href", `/library/${icons.product}`)
  await looking.goto(`/products/${icons.product}`)
  await expectOffer(looking, icons.slug, "download", "purchased")
  await refundOf(email)
  await waitForReason(looking, `/products/${icons.product}`, icons.slug, "refunded")
})

test("B14 an owner sees no Buy now; a second copy is asked for in so many words", async ({
  page,
}) => {
  await buy(page, icons, newAddress())
  await page.goto(`/products/${icons.product}`)
  await expectOffer(page, icons.slug, "download", "purchased")
  const row = page.getByRole("listitem").filter({ has: offer(page, icons.slug) })
  await expect(row.getByRole("button", { name: /buy now/i })).toHaveCount(0)
  await row.getByText("Buy another copy").click()
  await expect(row.getByText(/You own this already/)).toBeVisible()
  await row.getByRole("button", { name: /buy again/i }).click()
  await pay(page, newAddress())
  await page.waitForURL("**/orders/*")
})

test("fault 30 an owner's button is in no answer to anybody else", async ({ browser, page }) => {
  const email = newAddress()
  const owner = await browser.newContext()
  const buying = await owner.newPage()
  await signIn(buying, email)
  await buyAsCustomer(buying, email, icons)
  const other = await browser.newContext()
  await signIn(await other.newPage(), newAddress())
  for (const path of ["/", `/products/${icons.product}`]) {
    const own = await answerTo(owner, path)
    expect(own.html).toContain('data-reason="purchased"')
    expect(own.html).toContain(`/library/${icons.product}`)
    for (const stranger of [page.context(), other, await browser.newContext()]) {
      const answer = await answerTo(stranger, path)
      expect(answer.html).not.toContain('data-reason="purchased"')
      expect(answer.html).not.toContain(`/library/${icons.product}`)
    }
  }
})

async function answerTo(context: BrowserContext, path: string): Promise<{ html: string }> {
  const answer = await context.request.get(path)
  expect(answer.headers()["cache-control"]).toMatch(/private/)
  expect(answer.headers()["cache-control"]).toMatch(/no-store/)
  return { html: await answer.text() }
}

/** Stripe's page knows a customer's address already. */
async function buyAsCustomer(
  page: Page,
  email: string,
  edition: { product: string; slug: string },
): Promise<void> {
  await clickBuy(page, edition.product, edition.slug)
  await expect(page.locator("[name=email]")).toHaveAttribute("readonly", "")
  await pay(page, email)
  await page.waitForURL("**/orders/*")
}
