import { expect, it } from "vitest"
import { findLink } from "@/lib/auth/find-link"
import { makeSignInLink } from "@/lib/auth/make-sign-in-link"
import { signInByLink } from "@/lib/auth/sign-in-by-link"
import { db } from "@/lib/db"
import { visit } from "@/tests/support/signing-in"

it("the link of a shop's own start signs its administrator in, once, by the same button", async () => {
  const options = { seconds: 86_400, callbackPath: "/account" }
  const url = new URL(await makeSignInLink("Admin@Kiosk.test", options))
  expect(url.origin + url.pathname).toBe("http://localhost:3000/sign-in/continue")
  const token = url.searchParams.get("token") ?? ""
  expect(await findLink(token)).toMatchObject({
    state: "live",
    proof: { email: "admin@kiosk.test" },
  })
  expect(await db().session.count()).toBe(0)
  const browser = { visit, previousToken: null }
  expect(await signInByLink(token, browser)).toMatchObject({
    outcome: "signed-in",
    callbackPath: "/account",
  })
  expect(await signInByLink(token, browser)).toEqual({ outcome: "over" })
})
