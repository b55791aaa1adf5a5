import "@/tests/e2e/support/enter-shop"
import { expect, type Page } from "@playwright/test"
import { expectAccessible } from "@/tests/e2e/support/accessible"
import { administrator, anotherBrowser } from "@/tests/e2e/support/administrator"
import { test } from "@/tests/e2e/support/test"
import { appCode } from "@/tests/support/app-code"

/** The same administrator in a browser that has signed in anew: the session's row as it was before. */
async function signedInElsewhere(page: Page, admin: Page): Promise<Page> {
  const { makeSession } = await import("@/tests/support/session")
  const { db } = await import("@/lib/db")
  const { hashSessionToken } = await import("@/lib/auth/rules")
  const held = (await admin.context().cookies()).find(({ name }) => name.endsWith("kiosk_session"))
  const { customerId } = await db().session.findUniqueOrThrow({
    where: { tokenHash: hashSessionToken(held?.value ?? "") },
  })
  const [name = "", value = ""] = (await makeSession(customerId)).cookie.split("=")
  const other = await anotherBrowser(page)
  await other.context().addCookies([{ name, value, url: process.env.KIOSK_URL ?? "" }])
  return other
}

test("B78 an administrator sets up a second factor, shows it elsewhere, loses the app, and gives it up", async ({
  page,
}) => {
  const admin = await administrator(page, "support")
  await admin.goto("/account")
  await admin.getByRole("navigation", { name: "Account" }).getByText("Second factor").click()
  await admin.getByTestId("begin-second-factor").click()
  const letters = await admin.getByTestId("app-key").innerText()
  const uri = await admin.getByRole("link", { name: /Open it in an app/ }).getAttribute("href")
  const [, email] = decodeURIComponent(uri ?? "").match(/^otpauth:\/\/totp\/Kiosk:(.+?)\?/) ?? []
  await expect(admin.getByRole("img", { name: "The key as a picture for an app" })).toBeVisible()
  await expectAccessible(admin)
  await admin.getByLabel("What the app shows").fill("000000")
  await admin.getByRole("button", { name: "Turn it on" }).click()
  await expect(admin.getByText(/not the code that the app shows now/)).toBeVisible()
  await admin.getByLabel("What the app shows").fill(appCode(letters))
  await admin.getByRole("button", { name: "Turn it on" }).click()
  const shown = admin.getByTestId("recovery-codes").getByRole("listitem")
  await expect(shown).toHaveCount(10)
  const codes = await shown.allInnerTexts()
  await expectAccessible(admin)
  await admin.goto("/admin/team")
  await expect(admin.getByTestId(`member-${email}`)).toContainText("Second factor since")
  await expectAccessible(admin)

  const elsewhere = await signedInElsewhere(page, admin)
  await elsewhere.goto("/admin/orders?q=nobody%40example.com")
  await expect(elsewhere).toHaveURL(/\/sign-in\/second-factor\?callbackUrl=/)
  await expectAccessible(elsewhere)
  await elsewhere.getByLabel("The code in your app").fill("1234")
  await elsewhere.getByRole("button", { name: "Go on" }).click()
  await expect(elsewhere.getByText(/That is not the code/)).toBeVisible()
  await elsewhere.getByLabel("The code in your app").fill(appCode(letters, 1))
  await elsewhere.getByRole("button", { name: "Go on" }).click()
  await expect(elsewhere.getByTestId("no-orders")).toBeVisible()
  await expect(elsewhere).toHaveURL(/\/admin\/orders\?q=nobody%40example\.com$/)

  const lost = await signedInElsewhere(page, admin)
  await lost.goto("/account/second-factor")
  await lost.getByLabel("The code in your app").fill(codes[0] ?? "")
  await lost.getByRole("button", { name: "Go on" }).click()
  await expect(lost.getByText("9 recovery codes are left.")).toBeVisible()
  await lost.getByLabel("Give it up").fill(codes[1] ?? "")
  await lost.getByRole("button", { name: "Turn it off" }).click()
  await expect(lost.getByTestId("second-factor")).toHaveAttribute("data-state", "off")
  for (const one of [admin, elsewhere, lost]) await one.context().close()
})

test("B78 without JavaScript a second factor is set up and shown too", async ({
  page,
  browser,
}) => {
  const admin = await administrator(page, "administrator")
  const bare = await browser.newContext({ javaScriptEnabled: false })
  await bare.addCookies(await admin.context().cookies())
  const plain = await bare.newPage()
  await plain.goto("/account/second-factor")
  await plain.getByTestId("begin-second-factor").click()
  const letters = await plain.getByTestId("app-key").innerText()
  await plain.getByLabel("What the app shows").fill(appCode(letters))
  await plain.getByRole("button", { name: "Turn it on" }).click()
  await expect(plain.getByTestId("recovery-codes").getByRole("listitem")).toHaveCount(10)
  const elsewhere = await signedInElsewhere(page, admin)
  const other = await browser.newContext({ javaScriptEnabled: false })
  await other.addCookies(await elsewhere.context().cookies())
  const asked = await other.newPage()
  await asked.goto("/admin/team")
  await asked.getByLabel("The code in your app").fill(appCode(letters, 1))
  await asked.getByRole("button", { name: "Go on" }).click()
  await expect(asked.getByRole("heading", { name: "Team" })).toBeVisible()
  for (const one of [bare, other, admin.context(), elsewhere.context()]) await one.close()
})
