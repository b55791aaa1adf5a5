import { describe, expect, test } from "vitest"
import { db } from "@/lib/db"
import { storage } from "@/lib/storage/storage"
import { signToken } from "@/lib/tokens"
import {
  bytesOf,
  countDownloads,
  downloadsLeft,
  forgeries,
  get,
  grantFor,
  rotateLink,
  sha256,
  tokenOfNobody,
} from "@/tests/support/delivery-requests"
import { makePaidOrder, makeProduct, revoke } from "@/tests/support/factories"

const started = async () => (await db().download.findFirstOrThrow()).startedAt

describe("K16: the file of a grant", () => {
  test("arrives whole, to be saved, and is nobody else's to keep", async () => {
    const order = await makePaidOrder()
    const response = await get(await grantFor(order))
    expect(response.status).toBe(200)
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "accept-ranges": "bytes",
      "cache-control": "private, no-store, no-transform",
      "content-disposition": 'attachment; filename="book.pdf"',
      "content-length": "10000",
      "content-type": "application/pdf",
      etag: `"${order.file.sha256}"`,
      "referrer-policy": "no-referrer",
      "x-content-type-options": "nosniff",
      "x-robots-tag": "noindex",
    })
    expect(sha256(await bytesOf(response))).toBe(order.file.sha256)
  })

  test("may be empty", async () => {
    const files = [{ bytes: new Uint8Array() }]
    const order = await makePaidOrder({ products: [await makeProduct({ editions: [{ files }] })] })
    const response = await get(await grantFor(order))
    expect(response.status).toBe(200)
    expect(response.headers.get("content-length")).toBe("0")
    expect((await bytesOf(response)).length).toBe(0)
  })

  test("B34: keeps its name, whatever its letters", async () => {
    const products = [await makeProduct({ editions: [{ files: [{ name: "Bücher.pdf" }] }] })]
    const response = await get(await grantFor(await makePaidOrder({ products })))
    expect(response.headers.get("content-disposition")).toBe(
      "attachment; filename=\"Bucher.pdf\"; filename*=UTF-8''B%C3%BCcher.pdf",
    )
  })

  test("is called lost, not cut short, when the store has other bytes", async () => {
    const order = await makePaidOrder()
    const grant = await grantFor(order)
    await storage().remove(order.file.storageKey)
    expect((await get(grant)).status).toBe(503)
    await storage().put(order.file.storageKey, Buffer.from("short"), { contentType: "a/b" })
    const response = await get(grant)
    expect(response.status).toBe(503)
    expect(await response.text()).not.toContain(order.file.storageKey)
  })
})

describe("B24, fault 23: one click is one download", () => {
  test("however many parts it is fetched in: they are the file's bytes", async () => {
    const order = await makePaidOrder()
    const grant = await grantFor(order)
    const parts: Buffer[] = []
    for (let start = 0; start < 10_000; start += 3_333) {
      const range = `bytes=${start}-${start + 3_332}`
      const response = await get(grant, {
        headers: { range, "if-range": `"${order.file.sha256}"` },
      })
      const end = Math.min(start + 3_332, 9_999)
      expect(response.status).toBe(206)
      expect(response.headers.get("content-range")).toBe(`bytes ${start}-${end}/10000`)
      expect(response.headers.get("content-length")).toBe(String(end - start + 1))
      parts.push(await bytesOf(response))
    }
    expect(sha256(Buffer.concat(parts))).toBe(order.file.sha256)
    expect(await downloadsLeft(order.purchaseId)).toBe(4)
    expect(await countDownloads(order.purchaseId)).toBe(1)
  })

  test("and a client that asks for parts only is counted like any other", async () => {
    const order = await makePaidOrder({ downloadsLeft: 1 })
    const grant = await grantFor(order)
    await get(grant, { headers: { range: "bytes=0-0" } })
    expect(await downloadsLeft(order.purchaseId)).toBe(0)
    expect(await started()).not.toBeNull()
  })

  test("the first byte, the last byte, and none", async () => {
    const order = await makePaidOrder()
    const grant = await grantFor(order)
    const first = await get(grant, { headers: { range: "bytes=0-0" } })
    expect(await bytesOf(first)).toEqual(order.file.bytes.subarray(0, 1))
    const last = await get(grant, { headers: { range: "bytes=-1" } })
    expect(await bytesOf(last)).toEqual(order.file.bytes.subarray(-1))
    const none = await get(grant, { headers: { range: "bytes=10000-" } })
    expect(none.status).toBe(416)
    expect(none.headers.get("content-range")).toBe("bytes */10000")
    expect((await bytesOf(none)).length).toBe(0)
  })

  test("a part of other bytes than the client has begun with is the whole file", async () => {
    const order = await makePaidOrder()
    const headers = { range: "bytes=5-", "if-range": '"other"' }
    const response = await get(await grantFor(order), { headers })
    expect(response.status).toBe(200)
    expect(sha256(await bytesOf(response))).toBe(order.file.sha256)
  })

  test("several ranges at once get the whole file", async () => {
    const order = await makePaidOrder()
    const response = await get(await grantFor(order), { headers: { range: "bytes=0-1,5-6" } })
    expect(response.status).toBe(200)
    expect(sha256(await bytesOf(response))).toBe(order.file.sha256)
  })

  test("what the client has already is not sent again", async () => {
    const order = await makePaidOrder()
    const headers = { "if-none-match": `"${order.file.sha256}"` }
    const response = await get(await grantFor(order), { headers })
    expect(response.status).toBe(304)
    expect(response.headers.get("etag")).toBe(`"${order.file.sha256}"`)
    expect((await bytesOf(response)).length).toBe(0)
  })

  test("B25: HEAD tells all and takes nothing, nor does it begin the download", async () => {
    const order = await makePaidOrder()
    const grant = await grantFor(order)
    for (let n = 0; n < 10; n++) {
      const response = await get(grant, { method: "HEAD", headers: { range: "bytes=0-0" } })
      expect(response.status).toBe(200)
      expect(response.headers.get("content-length")).toBe("10000")
      expect(response.body).toBeNull()
    }
    expect(await started()).toBeNull()
    expect(await downloadsLeft(order.purchaseId)).toBe(4)
  })

  test("B25: a prefetch does not begin the download; the first byte does, once", async () => {
    const order = await makePaidOrder()
    const grant = await grantFor(order)
    await get(grant, { headers: { "sec-purpose": "prefetch" } })
    expect(await started()).toBeNull()
    await get(grant)
    const first = await started()
    expect(first).not.toBeNull()
    await get(grant)
    expect(await started()).toEqual(first)
    expect(await downloadsLeft(order.purchaseId)).toBe(4)
  })
})

describe("fault 24, D2: a grant opens nothing, and takes nothing,", () => {
  test("from the moment that it lapses", async () => {
    const order = await makePaidOrder()
    const grant = await grantFor(order)
    await db().download.updateMany({ data: { expiresAt: new Date(Date.now() + 60_000) } })
    expect((await get(grant)).status).toBe(200)
    await db().download.updateMany({ data: { expiresAt: new Date() } })
    await expectNothing(grant, order.file.bytes)
  })

  test.each(["refunded", "disputed"] as const)(
    "from the moment that its purchase is %s",
    async (reason) => {
      const order = await makePaidOrder()
      const grant = await grantFor(order)
      expect((await get(grant)).status).toBe(200)
      await revoke(order.purchaseId, reason)
      await expectNothing(grant, order.file.bytes)
    },
  )

  test("from the moment that its entitlement ends", async () => {
    const order = await makePaidOrder()
    const grant = await grantFor(order)
    await db().entitlement.updateMany({ data: { endsAt: new Date() } })
    await expectNothing(grant, order.file.bytes)
  })

  test("from the moment that its order's link is replaced", async () => {
    const order = await makePaidOrder()
    const grant = await grantFor(order)
    await rotateLink(order)
    await expectNothing(grant, order.file.bytes)
  })

  test("with one character changed", async () => {
    const order = await makePaidOrder()
    const grant = await grantFor(order)
    const token = grant.slice("/api/downloads/".length)
    for (const forged of forgeries(token))
      await expectNothing(`/api/downloads/${forged}`, order.file.bytes)
    expect((await get(grant)).status).toBe(200)
  })

  test("when it is a token of another purpose", async () => {
    const order = await makePaidOrder()
    await grantFor(order)
    const { id } = await db().download.findFirstOrThrow()
    const others = [order.token, signToken("order", id), signToken("stream", id)]
    for (const token of others) await expectNothing(`/api/downloads/${token}`, order.file.bytes)
  })

  test("K15: all of this with one and the same 404", async () => {
    const [order, refunded] = [await makePaidOrder(), await makePaidOrder()]
    const grant = await grantFor(refunded)
    await revoke(refunded.purchaseId)
    const [forged = ""] = forgeries(grant)
    const tokens = [tokenOfNobody("download"), "garbled", order.token, forged]
    const answers = await Promise.all(
      [grant, ...tokens.map((t) => `/api/downloads/${t}`)].map((path) => get(path)),
    )
    const shown = await Promise.all(
      answers.map(async (one) => [one.status, [...one.headers], await one.text()]),
    )
    expect(new Set(shown.map((one) => JSON.stringify(one))).size).toBe(1)
    expect(shown[0]?.[0]).toBe(404)
  })
})

async function expectNothing(path: string, bytes: Buffer): Promise<void> {
  for (const headers of [{}, { range: "bytes=0-99" }]) {
    const response = await get(path, { headers })
    expect(response.status).toBe(404)
    expect((await bytesOf(response)).includes(bytes.subarray(0, 100))).toBe(false)
  }
  const head = await get(path, { method: "HEAD" })
  expect(head.status).toBe(404)
  expect(head.headers.get("etag")).toBeNull()
}
