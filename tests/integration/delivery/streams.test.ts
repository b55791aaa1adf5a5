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
import {
  type MadeOrder,
  type MadeProduct,
  makePaidOrder,
  makeProduct,
  makeRelease,
  revoke,
} from "@/tests/support/factories"
import { entitlementOf, makeGrant } from "@/tests/support/streams"

const MINUTE = 60_000
const HOUR = 60 * MINUTE

afterEach(() => {
  vi.useRealTimers()
})

function makeFilm(options: { contentType?: string; groups?: string[] } = {}): Promise<MadeProduct> {
  const { contentType = "video/webm", groups = ["films"] } = options
  const editions = [{ files: [{ name: "film.webm", contentType }] }]
  return makeProduct({ kind: "video", groups, editions })
}

async function makeFilmOrder(contentType?: string): Promise<MadeOrder> {
  return makePaidOrder({ products: [await makeFilm(contentType ? { contentType } : {})] })
}

const addressOf = async (order: MadeOrder) =>
  streamUrl(await entitlementOf(order.purchaseId), order.file.id)

function passTime(milliseconds: number): void {
  const at = Date.now() + milliseconds
  vi.useFakeTimers({ toFake: ["Date"], now: at })
}

describe("D2: a stream", () => {
  test("plays in the page, in parts, and is never counted", async () => {
    const order = await makeFilmOrder()
    const response = await get(await addressOf(order), { headers: { range: "bytes=100-199" } })
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
    expect(sha256(await bytesOf(await get(await addressOf(order))))).toBe(order.file.sha256)
    expect(await downloadsLeft(order.purchaseId)).toBe(5)
    expect(await countDownloads(order.purchaseId)).toBe(0)
  })

  test("plays when no downloads are left: playing is not downloading", async () => {
    const products = [await makeProduct({ editions: [{ files: [{ contentType: "audio/mpeg" }] }] })]
    const order = await makePaidOrder({ products, downloadsLeft: 0 })
    expect((await get(await addressOf(order))).status).toBe(200)
  })

  test.each(["text/html", "image/svg+xml", "application/xml", "application/javascript"])(
    "of a %s is not shown: it would run in the shop's own origin",
    async (contentType) => {
      expect((await get(await addressOf(await makeFilmOrder(contentType)))).status).toBe(404)
    },
  )

  test("lapses after ten minutes for whoever has not begun", async () => {
    const address = await addressOf(await makeFilmOrder())
    passTime(10 * MINUTE - 2000)
    expect((await get(address)).status).toBe(200)
    passTime(2000)
    expect((await get(address)).status).toBe(404)
  })

  test("B28: goes on for the browser that began in time, but not for ever", async () => {
    const address = await addressOf(await makeFilmOrder())
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
    const [one, other] = [
      await addressOf(await makeFilmOrder()),
      await addressOf(await makeFilmOrder()),
    ]
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
      const address = await addressOf(order)
      const cookie = (await get(address)).headers.get("set-cookie")?.split(";")[0] ?? ""
      await revoke(order.purchaseId, reason)
      expect((await get(address)).status).toBe(404)
      expect((await get(address, { headers: { cookie, range: "bytes=5-" } })).status).toBe(404)
      expect((await get(address, { method: "HEAD" })).status).toBe(404)
    },
  )

  test("fault 24, K15: forged, of another's file, of nothing: one and the same 404", async () => {
    const [order, other] = [await makeFilmOrder(), await makeFilmOrder()]
    const entitlement = await entitlementOf(order.purchaseId)
    const grant = (await addressOf(order)).slice("/api/streams/".length)
    const paths = [
      ...forgeries(grant).map((forged) => `/api/streams/${forged}`),
      streamUrl(entitlement, other.file.id),
      streamUrl(newId(), order.file.id),
      streamUrl(entitlement, newId()),
      streamUrl(order.purchaseId, order.file.id),
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

describe("D2: a stream by a grant", () => {
  const ways: [what: string, grantOf: (product: MadeProduct) => Parameters<typeof makeGrant>[0]][] =
    [
      ["an edition", ({ edition }) => ({ editionId: edition.id })],
      ["a product", ({ id }) => ({ productId: id })],
      ["a group", () => ({ groupName: "films" })],
    ]

  test.each(ways)("of %s plays, until it ends by the clock", async (_what, grantOf) => {
    const product = await makeFilm()
    const endsAt = new Date(Date.now() + 5 * MINUTE)
    const { id } = await makeGrant({ ...grantOf(product), endsAt })
    const address = streamUrl(id, product.edition.file.id)
    const begun = await get(address)
    expect(begun.status).toBe(200)
    const headers = { cookie: begun.headers.get("set-cookie")?.split(";")[0] ?? "" }
    passTime(5 * MINUTE - 1000)
    expect((await get(address, { headers })).status).toBe(200)
    passTime(1000)
    expect((await get(address, { headers })).status).toBe(404)
  })

  test.each(ways)("of %s opens no other film", async (_what, grantOf) => {
    const { id } = await makeGrant(grantOf(await makeFilm()))
    const other = await makeFilm({ groups: ["other films"] })
    expect((await get(streamUrl(id, other.edition.file.id))).status).toBe(404)
  })

  test("of a product opens no release before it is out", async () => {
    const product = await makeFilm()
    const { id } = await makeGrant({ productId: product.id })
    const releasedAt = new Date(Date.now() + HOUR)
    const file = await makeRelease(product, product.edition, {
      releasedAt,
      contentType: "video/webm",
    })
    expect((await get(streamUrl(id, file.id))).status).toBe(404)
  })
})
