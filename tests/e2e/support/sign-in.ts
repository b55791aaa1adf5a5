import { expect, type Page } from "@playwright/test"
import { mailsTo } from "@/tests/e2e/support/shop"

const LINK = /https?:\/\/\S+\/sign-in\/continue\?token=[A-Za-z0-9_-]{46}/

/** Signs this browser in as an address, by the link of its mail; ends at `path`. */
export async function signIn(page: Page, address: string, path = "/library"): Promise<void> {
  const { link } = await askToSignIn(page, address, path)
  await page.goto(link)
  await page.getByRole("button", { name: "Continue", exact: true }).click()
  await page.waitForURL((url) => url.pathname + url.search === path)
}

/** Asks for a sign-in mail; ends where the browser waits. The mail's link and code. */
export async function askToSignIn(
  page: Page,
  address: string,
  path = "/library",
): Promise<{ link: string; code: string }> {
  const mailbox = address.trim().toLowerCase()
  const before = (await linksOf(mailbox)).length
  await page.goto(`/sign-in?${new URLSearchParams({ callbackUrl: path })}`)
  await page.getByLabel("Your email address").fill(address)
  await page.getByRole("button", { name: "Mail me a link" }).click()
  await page.waitForURL("**/sign-in/code")
  let links: { link: string; code: string }[] = []
  await expect
    .poll(async () => (links = await linksOf(mailbox)).length, { message: "the sign-in mail" })
    .toBeGreaterThan(before)
  const [newest] = links
  if (!newest) throw new Error("There is no sign-in mail.")
  return newest
}

// Newest first.
async function linksOf(address: string): Promise<{ link: string; code: string }[]> {
  const letters = await mailsTo(address, 0)
  return letters.flatMap(({ text }) => {
    const [link] = LINK.exec(text) ?? []
    const [, code] = /^\s*(\d{6})\s*$/m.exec(text) ?? []
    return link && code ? [{ link, code }] : []
  })
}

/** The head of every page, which says whether somebody is signed in. */
export const head = (page: Page) => page.getByRole("navigation", { name: "Shop" })

/** Nobody is signed in in this browser. */
export async function expectNobody(page: Page): Promise<void> {
  await page.goto("/account/address")
  await expect(page).toHaveURL(/\/sign-in\?callbackUrl=%2Faccount%2Faddress$/)
  await expect(head(page).getByRole("link", { name: "Sign in" })).toBeVisible()
}
