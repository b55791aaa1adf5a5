import { expect, type Page } from "@playwright/test"
import { expectAccessible } from "@/tests/e2e/support/accessible"
import { download } from "@/tests/e2e/support/download"
import { isPaused, playerReady, playUntil, secondsOf } from "@/tests/e2e/support/player"
import { refundOf } from "@/tests/e2e/support/shop"
import { buy, handbook, newAddress, offer, pay } from "@/tests/e2e/support/shopper"
import { signIn } from "@/tests/e2e/support/sign-in"
import { test } from "@/tests/e2e/support/test"

const film = { slug: "toy-story-2", words: "toy story 2" }

test.use({ viewport: { width: 360, height: 740 } })

test("B37 what a guest bought is in the library of the same address, in whatever letters", async ({
  browser,
  page,
}) => {
  const email = newAddress()
  const guest = await browser.newPage()
  await buy(guest, handbook, email)
  await guest.context().close()

  // Another browser, which knows nothing of that order.
  await page.goto(`/products/${handbook.product}`)
  await expect(offer(page, handbook.slug)).toHaveAttribute("data-action", "buy")
  await signIn(page, email.toUpperCase())
  await expect(offer(page, handbook.product)).toHaveAttribute("data-action", "download")
  await expect(page.getByTestId("downloads-left").first()).toHaveText("5")
  await expectAccessible(page)

  for (const path of ["/", `/search?q=selling+digital+goods`]) {
    await page.goto(path)
    await expect(offer(page, handbook.product)).toHaveAttribute("data-action", "download")
    await expectAccessible(page)
  }
  await page.goto(`/products/${handbook.product}`)
  await expect(offer(page, handbook.slug)).toHaveAttribute("data-reason", "purchased")
  await offer(page, handbook.slug).click()
  await expect(page).toHaveURL(new RegExp(`/library/${handbook.product}$`))
  const file = await download(page, handbook.slug)
  expect(file.bytes.subarray(0, 5).toString()).toBe("%PDF-")
  await page.reload()
  await expect(page.getByTestId("downloads-left").first()).toHaveText("4")
  await expectAccessible(page)
})

test("S6 B15 B36 a film is found, bought, watched, left, come back to, and given back", async ({
  page,
}) => {
  const email = newAddress()
  await signIn(page, email)
  await page.goto(`/search?q=${encodeURIComponent(film.words)}`)
  const hit = page.getByTestId("result").filter({ has: offer(page, film.slug) })
  await expect(hit).toHaveCount(1)
  await expect(offer(page, film.slug)).toHaveAttribute("data-action", "buy")
  await expectAccessible(page)

  await hit.getByRole("link", { name: "Toy Story 2" }).first().click()
  await page.waitForURL(`**/products/${film.slug}`)
  await offer(page, `${film.slug}-own`).click()
  await pay(page, email)
  await page.waitForURL("**/orders/*")

  await page.goto(`/search?q=${encodeURIComponent(film.words)}`)
  await expect(offer(page, film.slug)).toHaveAttribute("data-action", "watch")
  await offer(page, film.slug).click()
  await playerReady(page)
  await playUntil(page, 6)
  const kept = page.waitForResponse((response) => response.url().endsWith("/api/positions"))
  await page.keyboard.press("k")
  await expect.poll(() => isPaused(page)).toBe(true)
  expect((await kept).status()).toBe(204)
  const left = await secondsOf(page)
  await expectAccessible(page)

  await page.goto("/library")
  await offer(page, film.slug).click()
  await playerReady(page)
  await expect.poll(() => secondsOf(page)).toBeCloseTo(left, 0)

  await page.goto(`/search?q=${encodeURIComponent(film.words)}`)
  await expect(offer(page, film.slug)).toHaveAttribute("data-action", "watch")
  await page.goto(`/products/${film.slug}`)
  await refundOf(email)
  await expect
    .poll(async () => {
      await page.reload()
      return offer(page, `${film.slug}-own`).getAttribute("data-reason")
    })
    .toBe("refunded")
  // The result that the browser kept, with yesterday's button.
  await goBack(page)
  await expect(offer(page, film.slug)).toHaveAttribute("data-action", "buy")
})

test("S6 the back button shows the same search result with its new button", async ({ page }) => {
  await page.goto("/")
  await page.goto(`/search?q=${encodeURIComponent("Toy Story 3")}`)
  await expect(offer(page, "toy-story-3")).toHaveAttribute("data-action", "buy")
  await page.getByRole("link", { name: "Toy Story 3" }).first().click()
  await page.waitForURL("**/products/toy-story-3")
  await offer(page, "toy-story-3-rent").click()
  await pay(page, newAddress())
  await page.waitForURL("**/orders/*")
  while (!page.url().includes("/search")) await goBack(page)
  await expect(offer(page, "toy-story-3")).toHaveAttribute("data-action", "watch")
  await expect(offer(page, "toy-story-3")).toHaveAttribute("data-reason", "purchased")
})

/** The back button: like it, and unlike Playwright's, it does not mind pages that lead on at once. */
async function goBack(page: Page): Promise<void> {
  const before = page.url()
  await page.evaluate(() => history.back())
  await expect.poll(() => page.url()).not.toBe(before)
}
