import { afterEach, describe, expect, test, vi } from "vitest"
import { streamUrl } from "@/lib/delivery/open-stream"
import { newId } from "@/lib/tokens"
import {
  bytesOf,
  countDownloads,
  downloadsLeft,
  forgeries,
  get,
  sha256,
} from "@/tests/support/delivery-requests"
import { type MadeOrder, makePaidOrder, makeProduct, revoke } from "@/tests/support/factories"

const MINUTE = 60_000
const HOUR = 60 * MINUTE

afterEach(() => {
  vi.useRealTimers()
})

async function makeFilmOrder(contentType = "video/webm"): Promise<MadeOrder> {
  const editions = [{ files: [{ name: "film.webm", contentType }] }]
  return makePaidOrder({ products: [await makeProduct({ kind: "video", editions })] })
}

const addressOf = (order: MadeOrder) => streamUrl(order.purchaseId, order.file.id)

function passTime(milliseconds: number): void {
  const at = Date.now() + milliseconds
  vi.useFakeTimers({ toFake: ["Date"], now: at })
}

describe("D2: a stream", () => {
  test("plays in the page, in parts, and is never counted", async () => {
    const order = await makeFilmOrder()
    const response = await get(addressOf(order), { headers: { range: "bytes=100-199" } })
    expect(response.status).toBe(206)
    expect(await bytesOf(response)).toEqual(order.file.bytes.subarray(100, 200))
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "cache-control": "private, no-store, no-transform",
      "content-disposition": 'inline; filename="film.webm"',
      "content-type": "video/webm",
      "cross-origin-resource-policy": "same-origin",
      "referrer-policy": "no-referrer",
      "x-content-type-options": "nosniff",
    })
    expect(response.headers.get("content-security-policy")).toMatch(
      /^sandbox; default-src 'none';.* media-src 'self'/,
    )
    expect(sha256(await bytesOf(await get(addressOf(order))))).toBe(order.file.sha256)
    expect(await downloadsLeft(order.purchaseId)).toBe(5)
    expect(await countDownloads(order.purchaseId)).toBe(0)
  })

  test("plays when no downloads are left: playing is not downloading", async () => {
    const products = [await makeProduct({ editions: [{ files: [{ contentType: "audio/mpeg" }] }] })]
    const order = await makePaidOrder({ products, downloadsLeft: 0 })
    expect((await get(addressOf(order))).status).toBe(200)
  })

  test.each(["text/html", "image/svg+xml", "application/xml", "application/javascript"])(
    "of a %s is not shown: it would run in the shop's own origin",
    async (contentType) => {
      expect((await get(addressOf(await makeFilmOrder(contentType)))).status).toBe(404)
    },
  )

  test("lapses after ten minutes for whoever has not begun", async () => {
    const address = addressOf(await makeFilmOrder())
    passTime(10 * MINUTE - 2000)
    expect((await get(address)).status).toBe(200)
    passTime(2000)
    expect((await get(address)).status).toBe(404)
  })

  test("B28: goes on for the browser that began in time, but not for ever", async () => {
    const address = addressOf(await makeFilmOrder())
    const begun = await get(address, { headers: { range: "bytes=0-0" } })
    const setCookie = begun.headers.get("set-cookie") ?? ""
    expect(setCookie).toContain(`; Path=${address}; `)
    expect(setCookie).toContain("; HttpOnly; SameSite=Lax")
    const headers = { cookie: `other=1; ${setCookie.split(";")[0]}; more=2`, range: "bytes=9-" }
    passTime(3 * HOUR)
    const later = await get(address, { headers })
    expect(later.status).toBe(206)
    expect(later.headers.get("set-cookie")).toBeNull()
    expect((await get(address)).status).toBe(404)
    passTime(10 * HOUR)
    expect((await get(address, { headers })).status).toBe(404)
  })

  test("B28: the cookie of one film opens no other", async () => {
    const [one, other] = [addressOf(await makeFilmOrder()), addressOf(await makeFilmOrder())]
    const cookie = (await get(one)).headers.get("set-cookie")?.split(";")[0] ?? ""
    passTime(HOUR)
    expect((await get(one, { headers: { cookie } })).status).toBe(200)
    expect((await get(other, { headers: { cookie } })).status).toBe(404)
    const [, value = ""] = cookie.split("=")
    expect((await get(`/api/streams/${value}`)).status).toBe(404)
  })

  test.each(["refunded", "disputed"] as const)(
    "fault 24: stops with the next request when its purchase is %s",
    async (reason) => {
      const order = await makeFilmOrder()
      const address = addressOf(order)
      const cookie = (await get(address)).headers.get("set-cookie")?.split(";")[0] ?? ""
      await revoke(order.purchaseId, reason)
      expect((await get(address)).status).toBe(404)
      expect((await get(address, { headers: { cookie, range: "bytes=5-" } })).status).toBe(404)
      expect((await get(address, { method: "HEAD" })).status).toBe(404)
    },
  )

  test("fault 24, K15: forged, of another's file, of nothing: one and the same 404", async () => {
    const [order, other] = [await makeFilmOrder(), await makeFilmOrder()]
    const grant = addressOf(order).slice("/api/streams/".length)
    const paths = [
      ...forgeries(grant).map((forged) => `/api/streams/${forged}`),
      streamUrl(order.purchaseId, other.file.id),
      streamUrl(newId(), order.file.id),
      streamUrl(order.purchaseId, newId()),
      "/api/streams/garbled",
      "/api/streams/a_b_c.d",
      `/api/streams/${order.token}`,
    ]
    const answers = await Promise.all(paths.map((path) => get(path)))
    const shown = answers.map(async (one) => [one.status, [...one.headers], await one.text()])
    expect(new Set((await Promise.all(shown)).map((one) => JSON.stringify(one))).size).toBe(1)
    expect(answers[0]?.status).toBe(404)
  })
})
