import { createHash } from "node:crypto"
import { expect, type Page } from "@playwright/test"
import pg from "pg"
import { z } from "zod"
import { readRunRecord } from "@/lib/cli/data-folder"
import { newAddress } from "@/tests/e2e/support/shopper"
import { expectNobody, head, signIn } from "@/tests/e2e/support/sign-in"
import { test } from "@/tests/e2e/support/test"

const ADDRESS = "/account/address"
const SESSIONS = "/account/sessions"
const browsers = (page: Page) => page.getByRole("list", { name: "Browsers" })

for (const javaScriptEnabled of [true, false])
  test.describe(javaScriptEnabled ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled })

    test("sign out here, elsewhere and everywhere", async ({ page, browser }) => {
      const email = newAddress()
      const other = await (await browser.newContext({ javaScriptEnabled })).newPage()
      await signIn(other, email, SESSIONS)
      await signIn(page, email, SESSIONS)
      await expect(browsers(page).getByRole("listitem")).toHaveCount(2)
      await page.getByRole("button", { name: "Sign out everywhere else" }).click()
      await expect(page.getByText("All other browsers are signed out.")).toBeVisible()
      await expectNobody(other)
      await signIn(other, email, SESSIONS)
      await other.getByRole("button", { name: "Sign out everywhere", exact: true }).click()
      await other.waitForURL((url) => url.pathname === "/")
      await expect(head(other).getByRole("link", { name: "Sign in" })).toBeVisible()
      await expectNobody(other)
      await expectNobody(page)
      await signIn(page, email, SESSIONS)
      await page.getByRole("button", { name: "Sign out here" }).click()
      await page.waitForURL((url) => url.pathname === "/")
      await expectNobody(page)
      await other.context().close()
    })

    test("one browser is signed out from another", async ({ page, browser }) => {
      const email = newAddress()
      const other = await (await browser.newContext({ javaScriptEnabled })).newPage()
      await signIn(other, email, SESSIONS)
      await signIn(page, email, SESSIONS)
      await browsers(page).getByRole("button", { name: "Sign out", exact: true }).click()
      await expect(page.getByText("That browser is signed out.")).toBeVisible()
      await expectNobody(other)
      await other.context().close()
    })
  })

test("another customer's session answers as one that does not exist: 404, and lives on", async ({
  page,
  browser,
}) => {
  const victim = await (await browser.newContext()).newPage()
  await signIn(victim, newAddress(), SESSIONS)
  const email = newAddress()
  const second = await (await browser.newContext()).newPage()
  await signIn(second, email, SESSIONS)
  await signIn(page, email, SESSIONS)
  const token = (await victim.context().cookies()).find(({ name }) => name === "kiosk_session")
  const field = page.locator("input[name=session]").first()
  const id = (await sessionOf(token?.value ?? "")).id
  await field.evaluate((input, value) => input.setAttribute("value", value), id)
  const answered = page.waitForURL("**/account/sessions?done=none")
  await browsers(page).getByRole("button", { name: "Sign out", exact: true }).click()
  await answered
  expect((await page.goto("/account/sessions?done=none"))?.status()).toBe(404)
  await victim.goto(SESSIONS)
  await expect(victim.getByText("This browser")).toBeVisible()
  await Promise.all([victim.context().close(), second.context().close()])
})

test("the cookie is out of scripts' reach, and a new one at each sign-in", async ({
  page,
  context,
}) => {
  const email = newAddress()
  const session = async () => (await context.cookies()).find(({ name }) => name === "kiosk_session")
  await context.addCookies([
    { name: "kiosk_session", value: "f".repeat(64), url: process.env.KIOSK_URL ?? "" },
  ])
  await signIn(page, email, ADDRESS)
  const first = await session()
  expect(first).toMatchObject({ httpOnly: true, sameSite: "Lax", path: "/" })
  expect(first?.value).not.toBe("f".repeat(64))
  await page.context().clearCookies()
  await signIn(page, email, ADDRESS)
  expect((await session())?.value).not.toBe(first?.value)
})

test("a session in use lasts: reading a page an hour later moves its end, once", async ({
  page,
  context,
}) => {
  await signIn(page, newAddress(), ADDRESS)
  const token = (await context.cookies()).find(({ name }) => name === "kiosk_session")?.value ?? ""
  const fresh = await sessionOf(token)
  await page.goto("/")
  expect(await sessionOf(token)).toEqual(fresh)
  await query(
    `UPDATE "Session" SET "lastSeenAt" = now() - interval '2 hours',
     "expiresAt" = now() + interval '1 minute' WHERE id = $1`,
    [fresh.id],
  )
  await page.goto("/")
  const month = 30 * 86_400_000
  await expect
    .poll(async () => (await sessionOf(token)).expiresAt.getTime())
    .toBeGreaterThan(Date.now() + month - 60_000)
})

async function sessionOf(
  token: string,
): Promise<{ id: string; lastSeenAt: Date; expiresAt: Date }> {
  const hash = createHash("sha256").update(token).digest("hex")
  const rows = await query(
    `SELECT id, "lastSeenAt", "expiresAt" FROM "Session" WHERE "tokenHash" = $1`,
    [hash],
  )
  return z.object({ id: z.string(), lastSeenAt: z.date(), expiresAt: z.date() }).parse(rows[0])
}

async function query(text: string, values: unknown[]): Promise<unknown[]> {
  const { databaseUrl } = readRunRecord(process.env.KIOSK_DATA ?? "") ?? {}
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    return (await client.query(text, values)).rows
  } finally {
    await client.end()
  }
}
