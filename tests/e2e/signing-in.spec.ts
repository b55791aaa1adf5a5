import { expect, type Page } from "@playwright/test"
import { expectAccessible } from "@/tests/e2e/support/accessible"
import { mailsTo } from "@/tests/e2e/support/shop"
import { buy, handbook, newAddress } from "@/tests/e2e/support/shopper"
import { askToSignIn, expectNobody, head, signIn } from "@/tests/e2e/support/sign-in"
import { test } from "@/tests/e2e/support/test"

const ADDRESS = "/account/address"
const SESSIONS = "/account/sessions"
const continueButton = (page: Page) => page.getByRole("button", { name: "Continue", exact: true })

async function expectSignedIn(page: Page, address: string): Promise<void> {
  await page.goto(ADDRESS)
  await expect(page.getByRole("main")).toContainText(address)
  await expect(head(page).getByRole("link", { name: "Account" })).toBeVisible()
}

for (const javaScriptEnabled of [true, false])
  test.describe(javaScriptEnabled ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled })

    test("the link signs in where it is opened, and leads where one wanted to go", async ({
      page,
    }) => {
      const email = newAddress()
      await page.goto(`${SESSIONS}`)
      await expect(page).toHaveURL(/\/sign-in\?callbackUrl=%2Faccount%2Fsessions$/)
      await signIn(page, email, SESSIONS)
      await expect(page.getByText("This browser")).toBeVisible()
      await expect(head(page).getByRole("link", { name: "Account" })).toBeVisible()
      await expectSignedIn(page, email)
    })

    test("B40: the code signs in where one asked, with the mail opened elsewhere", async ({
      page,
    }) => {
      const email = newAddress()
      const { code } = await askToSignIn(page, email, ADDRESS)
      await page.getByLabel("The code in the mail").fill(code === "000000" ? "111111" : "000000")
      await page.getByRole("button", { name: "Sign in" }).click()
      await expect(page.getByText("You can try 4 more times.")).toBeVisible()
      await page.getByLabel("The code in the mail").fill(`${code.slice(0, 3)} ${code.slice(3)}`)
      await page.getByRole("button", { name: "Sign in" }).click()
      await page.waitForURL(`**${ADDRESS}`)
      await expectSignedIn(page, email)
    })

    test("B39: a used link says so and mails a new one to the same address", async ({
      page,
      browser,
    }) => {
      const email = newAddress()
      const { link } = await askToSignIn(page, email, ADDRESS)
      await page.goto(link)
      await continueButton(page).click()
      await page.waitForURL(`**${ADDRESS}`)
      const other = await (await browser.newContext({ javaScriptEnabled })).newPage()
      await other.goto(link)
      await expect(other.getByRole("heading", { name: "That link has been used" })).toBeVisible()
      await expect(other.getByLabel("Your email address")).toHaveValue(email)
      await other.getByRole("button", { name: "Send me a new one" }).click()
      await other.waitForURL("**/sign-in/code")
      await mailsTo(email, 2)
      await expectNobody(other)
      await other.context().close()
    })

    test("B38: another address is proved by its code, and the old one is told", async ({
      page,
    }) => {
      const [email, wanted] = [newAddress(), newAddress()]
      await signIn(page, email, ADDRESS)
      await page.getByLabel("Your new email address").fill(wanted)
      await page.getByRole("button", { name: "Mail me a code" }).click()
      await expect(page.getByLabel("The code in the mail")).toBeVisible()
      const [mail] = await mailsTo(wanted)
      const [, code = ""] = /^\s*(\d{6})\s*$/m.exec(mail?.text ?? "") ?? []
      await page.getByLabel("The code in the mail").fill(code)
      await page.getByRole("button", { name: "Change my address" }).click()
      await expect(page.getByText("Your address was changed")).toBeVisible()
      await expectSignedIn(page, wanted)
      const [notice] = await mailsTo(email, 2)
      expect(notice?.subject).toContain("was changed")
    })
  })

test("B40: a scanner that opens the link, by GET or HEAD, signs nobody in and uses nothing up", async ({
  page,
  playwright,
}) => {
  const { link } = await askToSignIn(page, newAddress(), ADDRESS)
  const scanner = await playwright.request.newContext()
  for (const method of ["GET", "HEAD", "GET"]) {
    const answer = await scanner.fetch(link, { method })
    expect(answer.status()).toBe(200)
    expect(answer.headers()["set-cookie"]).toBeUndefined()
    expect(answer.headers()["referrer-policy"]).toBe("same-origin")
  }
  await scanner.dispose()
  await expectNobody(page)
  await page.goto(link)
  await continueButton(page).click()
  await page.waitForURL(`**${ADDRESS}`)
})

test("login CSRF: the button's form, sent from another site, signs nobody in", async ({
  page,
  baseURL,
}) => {
  const { link } = await askToSignIn(page, newAddress(), ADDRESS)
  const html = await (await page.request.get(link)).text()
  const [form = ""] = /<form[^>]*>(?:(?!<\/form>).)*name="token".*?<\/form>/s.exec(html) ?? []
  const fields = [...form.matchAll(/name="([^"]+)"(?: value="([^"]*)")?/g)]
  const multipart = Object.fromEntries(
    fields.map(([, name = "", value = ""]) => [name, unescape(value)]),
  )
  expect(Object.keys(multipart)).toContain("token")
  const send = (origin: string) =>
    page.request.post(link, { multipart, headers: { origin }, maxRedirects: 0 })
  for (const origin of ["https://evil.example", "null"]) {
    const refused = await send(origin)
    expect(refused.headers()["set-cookie"] ?? "", origin).not.toContain("kiosk_session")
  }
  await expectNobody(page)
  // The same form from the shop itself does: it was the origin that was refused.
  const own = await send(new URL(baseURL ?? "").origin)
  expect(own.headers()["set-cookie"]).toContain("kiosk_session")
})

test("the shop answers at each of its loopback names, and signs in where one asked", async ({
  page,
  baseURL,
}) => {
  const there = new URL(baseURL ?? "")
  there.hostname = there.hostname === "localhost" ? "127.0.0.1" : "localhost"
  const email = newAddress()
  await page.goto(new URL("/sign-in", there).href)
  await page.getByLabel("Your email address").fill(email)
  await page.getByRole("button", { name: "Mail me a link" }).click()
  await page.waitForURL(new URL("/sign-in/code", there).href)
  const [mail] = await mailsTo(email)
  const [, code = ""] = /^\s*(\d{6})\s*$/m.exec(mail?.text ?? "") ?? []
  await page.getByLabel("The code in the mail").fill(code)
  await page.getByRole("button", { name: "Sign in" }).click()
  await page.waitForURL((url) => url.host === there.host && url.pathname === "/library")
})

test("S17: who only looks around is given no cookie at all", async ({ page, context }) => {
  for (const path of [
    "/",
    "/?kind=video",
    `/products/${handbook.product}`,
    "/orders",
    "/sign-in",
    "/legal/privacy",
    "/nowhere",
  ])
    await page.goto(path)
  expect(await context.cookies()).toEqual([])
})

test("B37: a guest's purchase is there after signing in with the same address in other letters", async ({
  page,
  browser,
}) => {
  const email = newAddress()
  await buy(page, handbook, email.toUpperCase())
  const other = await (await browser.newContext()).newPage()
  await signIn(other, email, `/products/${handbook.product}`)
  await expect(other.getByTestId(`offer-${handbook.slug}`)).toHaveAttribute(
    "data-action",
    "download",
  )
  const stranger = await (await browser.newContext()).newPage()
  await signIn(stranger, newAddress(), `/products/${handbook.product}`)
  await expect(stranger.getByTestId(`offer-${handbook.slug}`)).toHaveAttribute("data-action", "buy")
  await Promise.all([other.context().close(), stranger.context().close()])
})

test("no page of signing in has a serious finding, and each fits", async ({ page }) => {
  await page.goto("/sign-in?error=AccessDenied")
  await expectAccessible(page)
  const { link } = await askToSignIn(page, newAddress(), SESSIONS)
  await expectAccessible(page)
  await page.goto(link)
  await expectAccessible(page)
  await continueButton(page).click()
  await page.waitForURL(`**${SESSIONS}`)
  await expectAccessible(page)
  await page.goto(ADDRESS)
  await expectAccessible(page)
  await page.goto("/sign-in/continue?token=x")
  await expectAccessible(page)
})

function unescape(value: string): string {
  return value.replaceAll("&quot;", '"').replaceAll("&amp;", "&")
}
