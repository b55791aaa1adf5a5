import { afterEach, expect, it } from "vitest"
import { cookieName, cookieOptions, sessionCookieName } from "@/lib/auth/rules"
import { env } from "@/lib/env"

const { PUBLIC_URL } = env()
afterEach(() => {
  env().PUBLIC_URL = PUBLIC_URL
})

it("under https every cookie of sign-in is Secure and for this host alone", () => {
  env().PUBLIC_URL = "https://shop.example"
  expect(sessionCookieName()).toBe("__Host-kiosk_session")
  expect(cookieName("asked")).toBe("__Host-kiosk_asked")
  // A __Host- cookie needs Secure, the path / and no domain (RFC 6265bis, 4.1.3.2).
  expect(cookieOptions()).toEqual({ httpOnly: true, sameSite: "lax", secure: true, path: "/" })
})

it("on a loopback address without TLS the cookies are plain, and still out of scripts' reach", () => {
  env().PUBLIC_URL = "http://localhost:3000"
  expect(sessionCookieName()).toBe("kiosk_session")
  expect(cookieOptions()).toMatchObject({ httpOnly: true, sameSite: "lax", secure: false })
})
