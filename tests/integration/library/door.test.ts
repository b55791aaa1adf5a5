import { describe, expect, test } from "vitest"
import { GET } from "@/app/api/library/downloads/route"
import { db } from "@/lib/db"
import { clickInLibrary, countDownloads, downloadsLeft } from "@/tests/support/delivery-requests"
import { makePaidOrder } from "@/tests/support/factories"
import { makeSession } from "@/tests/support/session"
import { makeOwnOrder } from "@/tests/support/signed-in-order"

describe("a click in the library is nobody's", () => {
  test("without a session, with a wrong or lapsed one: it leads to sign in and back", async () => {
    const order = await makePaidOrder()
    const lapsed = await makeSession(order.customerId, { expiresAt: new Date(Date.now() - 1) })
    for (const cookie of [null, "kiosk_session=wrong", "kiosk_session=", lapsed.cookie]) {
      const response = await clickInLibrary(cookie, order.file.id)
      expect(response.status).toBe(303)
      expect(response.headers.get("location")).toBe("/sign-in?callbackUrl=%2Flibrary")
    }
    expect(await countDownloads(order.purchaseId)).toBe(0)
  })

  test("when another site sent it, and takes nothing", async () => {
    const order = await makeOwnOrder()
    const foreign: Record<string, string>[] = [
      { origin: "https://evil.example" },
      { "sec-fetch-site": "cross-site" },
      { "sec-fetch-site": "same-site" },
    ]
    for (const headers of foreign)
      expect((await clickInLibrary(order.cookie, order.file.id, headers)).status).toBe(403)
    expect(await downloadsLeft(order.purchaseId)).toBe(5)
  })

  test("by GET, which takes nothing", () => {
    const response = GET()
    expect(response.status).toBe(405)
    expect(response.headers.get("allow")).toBe("POST")
  })
})

test("more than sixty clicks of one customer in ten minutes are told when to come back", async () => {
  const order = await makeOwnOrder()
  await clickInLibrary(order.cookie, order.file.id)
  await db().$executeRaw`UPDATE "RateLimit" SET "points" = 60`
  const response = await clickInLibrary(order.cookie, order.file.id)
  expect(response.status).toBe(429)
  expect(await downloadsLeft(order.purchaseId)).toBe(4)
})
