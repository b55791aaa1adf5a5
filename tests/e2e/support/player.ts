import { expect, type Page } from "@playwright/test"
import { watch } from "@/tests/e2e/support/shopper"

/** What the browser refused, and what it could not do. */
export function complaintsOf(page: Page): string[] {
  const complaints: string[] = []
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(message.text())
  })
  page.on("pageerror", (error) => complaints.push(error.message))
  return complaints
}

/** The film of a page. */
export function video(page: Page) {
  return page.locator("video")
}

export const secondsOf = (page: Page) =>
  video(page).evaluate((one: HTMLVideoElement) => one.currentTime)
export const isPaused = (page: Page) => video(page).evaluate((one: HTMLVideoElement) => one.paused)
export const sourceOf = (page: Page) =>
  video(page).evaluate((one: HTMLVideoElement) => one.currentSrc)

/** Opens the film's page and waits for the player and for the first picture. */
export async function openPlayer(page: Page): Promise<void> {
  await page.goto(watch)
  await playerReady(page)
}

export async function playerReady(page: Page): Promise<void> {
  await expect(page.locator(".vjs-control-bar")).toBeAttached()
  await expect
    .poll(() => video(page).evaluate((one: HTMLVideoElement) => one.readyState))
    .toBeGreaterThan(0)
}

export async function playUntil(page: Page, seconds: number): Promise<void> {
  await page.getByRole("button", { name: "Play Video" }).click()
  await expect.poll(() => secondsOf(page), { timeout: 20_000 }).toBeGreaterThan(seconds)
}
