import { type BrowserContext, expect } from "@playwright/test"
import { expectAccessible } from "@/tests/e2e/support/accessible"
import {
  complaintsOf,
  isPaused,
  openPlayer,
  playerReady,
  playUntil,
  secondsOf,
  sourceOf,
  video,
} from "@/tests/e2e/support/player"
import { refundOf } from "@/tests/e2e/support/shop"
import {
  article,
  buy,
  film,
  freeWords,
  icons,
  newAddress,
  offer,
  paidWords,
  read,
  sourceIn,
  watch,
} from "@/tests/e2e/support/shopper"
import { test } from "@/tests/e2e/support/test"

test("B36 S3 D11 a film plays, keeps its place, and is driven by keys", async ({ page }) => {
  const complaints = complaintsOf(page)
  await buy(page, film, newAddress())
  await page.goto(`/products/${film.product}`)
  await expect(offer(page, film.slug)).toHaveAttribute("data-action", "watch")
  await offer(page, film.slug).click()
  await expect(page).toHaveURL(new RegExp(`${watch}$`))
  await playerReady(page)

  await playUntil(page, 1)
  await page.keyboard.press("k")
  await expect.poll(() => isPaused(page)).toBe(true)
  await video(page).evaluate((one: HTMLVideoElement) => {
    one.currentTime = 5
  })
  const shown = page.locator(".vjs-text-track-cue")
  await expect(shown).toHaveCount(0)
  await page.keyboard.press("c")
  await expect(shown.first()).toContainText("A reader presses a button")
  await page.keyboard.press("c")
  await expect(shown).toHaveCount(0)
  await page.keyboard.press("k")
  await expect.poll(() => secondsOf(page)).toBeGreaterThan(5)
  const kept = page.waitForResponse(
    (response) => response.url().endsWith("/api/positions") && response.status() === 204,
  )
  await page.keyboard.press("k")
  await expect.poll(() => isPaused(page)).toBe(true)
  await kept
  const left = await secondsOf(page)

  await page.reload()
  await playerReady(page)
  await expect.poll(() => secondsOf(page)).toBeCloseTo(left, 0)
  await expect(page.getByText(/^Continues at 0:\d\d\./)).toBeVisible()

  await page.getByRole("button", { name: "Play Video" }).click()
  await expect.poll(() => isPaused(page)).toBe(false)
  await page.keyboard.press(" ")
  await expect.poll(() => isPaused(page)).toBe(true)
  const before = await secondsOf(page)
  await page.keyboard.press("ArrowRight")
  await expect.poll(() => secondsOf(page)).toBeGreaterThan(before + 4)
  await page.keyboard.press("m")
  expect(await video(page).evaluate((one: HTMLVideoElement) => one.muted)).toBe(true)
  await expect(page.getByRole("button", { name: "Chapters" })).toBeVisible()

  await page.getByRole("link", { name: "Start over" }).click()
  await expect.poll(() => secondsOf(page)).toBeLessThan(5)
  expect(complaints).toEqual([])
})

test("B36 a film that was seen to its end starts over", async ({ page }) => {
  await buy(page, film, newAddress())
  await openPlayer(page)
  await playUntil(page, 1)
  const kept = page.waitForResponse((response) => {
    const told = response.url().endsWith("/api/positions")
    return told && response.request().postData()?.includes('"hasEnded":true') === true
  })
  await video(page).evaluate((one: HTMLVideoElement) => {
    one.currentTime = one.duration - 1
  })
  await kept
  await openPlayer(page)
  expect(await secondsOf(page)).toBe(0)
  await expect(page.getByText(/^Continues at/)).toHaveCount(0)
})

test("B28 B36 after a long pause, and when its address fails, the film goes on at the same second", async ({
  page,
}) => {
  await page.clock.install()
  await buy(page, film, newAddress())
  await openPlayer(page)
  await playUntil(page, 6)
  await page.locator(".vjs-tech").click()
  await expect.poll(() => isPaused(page)).toBe(true)
  const [paused, first] = [await secondsOf(page), await sourceOf(page)]
  await page.clock.fastForward("20:00")
  await page.locator(".vjs-tech").click()
  await expect.poll(() => sourceOf(page)).not.toBe(first)
  await expect.poll(() => secondsOf(page)).toBeGreaterThan(paused)
  expect(await secondsOf(page)).toBeLessThan(paused + 10)

  // What is not in the browser yet does not come any more from the address that it has.
  const second = new URL(await sourceOf(page)).pathname
  // An address tells the second that it lapses in: another one is another second's.
  const made = Math.floor(Date.now() / 1000)
  await expect.poll(() => Math.floor(Date.now() / 1000)).toBeGreaterThan(made)
  await page.route(`**${second}`, (route) => route.fulfill({ status: 404 }))
  await page.clock.fastForward("01:00")
  const stood = await secondsOf(page)
  await video(page).evaluate((one: HTMLVideoElement) => one.load())
  await expect.poll(async () => new URL(await sourceOf(page)).pathname).not.toBe(second)
  await expect.poll(() => secondsOf(page)).toBeGreaterThanOrEqual(stood)
})

test("D12 from the moment of a refund the page says so, and the old address is dead", async ({
  page,
}) => {
  const email = newAddress()
  await buy(page, film, email)
  await openPlayer(page)
  const source = await sourceOf(page)
  expect((await page.request.get(source, { headers: { range: "bytes=0-9" } })).status()).toBe(206)
  await refundOf(email)
  await expect
    .poll(async () =>
      (await page.request.get(source, { headers: { range: "bytes=0-9" } })).status(),
    )
    .toBe(404)
  await page.reload()
  await expect(offer(page, film.slug)).toHaveAttribute("data-action", "buy")
  await expect(offer(page, film.slug)).toHaveAttribute("data-reason", "refunded")
  await expect(video(page)).toHaveCount(0)
})

test("fault 30 a stranger and another buyer are shown no player, no address, no paid text", async ({
  page,
  browser,
}) => {
  await buy(page, film, newAddress())
  await buy(page, article, newAddress())
  const mine = await Promise.all([sourceIn(page, watch), sourceIn(page, read)])
  expect(mine[0]).toContain("/api/streams/")
  expect(mine[1]).toContain(paidWords)

  const other = await browser.newContext()
  await buy(await other.newPage(), icons, newAddress())
  const media = /\/api\/streams\/[\w.-]+/.exec(mine[0])?.[0] ?? ""
  const fileId = media.split("_")[1]
  for (const context of [await browser.newContext(), other]) {
    const visitor = await context.newPage()
    const [film, text] = [await sourceIn(visitor, watch), await sourceIn(visitor, read)]
    expect(film).not.toContain("/api/streams/")
    expect(film).not.toContain("<video")
    expect(text).toContain(freeWords)
    expect(text).not.toContain(paidWords)
    expect(await postStatus(context, "/api/streams", { file: fileId })).toBe(404)
    const told = { file: fileId, seconds: 9, duration: 32, hasEnded: false }
    expect(await postStatus(context, "/api/positions", told)).toBe(404)
  }
})

test("the routes of a player take nothing from another site, and nothing malformed", async ({
  page,
}) => {
  await buy(page, film, newAddress())
  const file = /\/api\/streams\/[^_]+_([\w-]+)_/.exec(await sourceIn(page, watch))?.[1]
  const context = page.context()
  expect(await postStatus(context, "/api/streams", { file })).toBe(200)
  const foreign = { origin: "https://elsewhere.example" }
  const told = { file, seconds: 9, duration: 32, hasEnded: false }
  for (const [path, body] of [
    ["/api/streams", { file }],
    ["/api/positions", told],
  ] as const) {
    expect(await postStatus(context, path, body, foreign)).toBe(403)
    expect(await postStatus(context, path, { file: "no id" })).toBe(400)
    expect(await postStatus(context, path, [])).toBe(400)
    expect(await postStatus(context, path, { ...body, more: "x".repeat(5000) })).toBe(400)
  }
  for (const seconds of [-1, null, "9", 1e9])
    expect(await postStatus(context, "/api/positions", { ...told, seconds })).toBe(400)
  expect(await postStatus(context, "/api/positions", told)).toBe(204)
})

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false })

  test("a film plays in the browser's own player, an article is read", async ({ page }) => {
    await buy(page, film, newAddress())
    await page.goto(watch)
    await expect(video(page)).toHaveAttribute("controls", "")
    await expect(video(page)).toHaveAttribute("src", /^\/api\/streams\//)
    await expect(page.locator("track[kind=captions][srclang=en]")).toBeAttached()
    const source = new URL((await video(page).getAttribute("src")) ?? "", page.url())
    expect((await page.request.get(source.href)).headers()["content-type"]).toBe("video/webm")
    await buy(page, article, newAddress())
    await page.goto(read)
    await expect(page.getByText(paidWords)).toBeVisible()
  })
})

test("watching and reading have no serious finding and fit", async ({ page }) => {
  for (const path of [watch, read]) {
    await page.goto(path)
    await expectAccessible(page)
  }
  await buy(page, film, newAddress())
  await openPlayer(page)
  await expectAccessible(page)
  await playUntil(page, 1)
  await page.locator(".vjs-tech").click()
  await expect.poll(() => isPaused(page)).toBe(true)
  await expectAccessible(page)
  await buy(page, article, newAddress())
  await page.goto(read)
  await page.getByText("Contents").click()
  await expectAccessible(page)
})

async function postStatus(
  context: BrowserContext,
  path: string,
  data: unknown,
  headers: Record<string, string> = {},
): Promise<number> {
  return (await context.request.post(path, { data, headers })).status()
}
