import { mkdir, rename, symlink } from "node:fs/promises"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import type * as Streams from "@/lib/delivery/open-stream"
import type * as Requests from "@/tests/support/delivery-requests"
import type * as Factories from "@/tests/support/factories"
import type { MadeOrder } from "@/tests/support/factories"
import { type Bridge, startBridge } from "@/tests/support/http-bridge"
import { type Nginx, startNginx } from "@/tests/support/nginx"
import { leaveNoModules, loadAnew } from "@/tests/support/own-modules"
import { entitlementOf } from "@/tests/support/streams"

let shop: Bridge
let nginx: Nginx
let files: string
let requests: typeof Requests
let factories: typeof Factories
let streams: typeof Streams

leaveNoModules()
beforeAll(async () => {
  loadAnew({ ACCEL_PREFIX: "/kiosk-files" })
  requests = await import("@/tests/support/delivery-requests")
  factories = await import("@/tests/support/factories")
  streams = await import("@/lib/delivery/open-stream")
  const { env } = await import("@/lib/env")
  files = join(env().KIOSK_DATA, "files")
  await mkdir(files, { recursive: true })
  shop = await startBridge(requests.route)
  nginx = await startNginx(shop.origin, files)
}, 120_000)

afterAll(async () => {
  await nginx.stop()
  await shop.stop()
})

async function makeOrder(contentType = "video/webm"): Promise<MadeOrder> {
  const editions = [{ files: [{ name: "Bücher.webm", contentType }] }]
  return factories.makePaidOrder({ products: [await factories.makeProduct({ editions })] })
}

describe("behind nginx with X-Accel-Redirect", () => {
  test("the shop sends no byte itself, but the way to the file and what to say of it", async () => {
    const order = await makeOrder()
    const response = await requests.get(await requests.grantFor(order))
    expect(response.status).toBe(200)
    expect(response.body).toBeNull()
    expect(response.headers.get("x-accel-redirect")).toBe(`/kiosk-files/${order.file.storageKey}`)
    expect(response.headers.get("etag")).toBe(`"${order.file.sha256}"`)
    expect(response.headers.get("content-length")).toBeNull()
  })

  test("K16, B34: the file arrives whole, under its name, with every header", async () => {
    const order = await makeOrder()
    const response = await fetch(nginx.origin + (await requests.grantFor(order)))
    expect(response.status).toBe(200)
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "accept-ranges": "bytes",
      "cache-control": "private, no-store, no-transform",
      "content-disposition":
        "attachment; filename=\"Bucher.webm\"; filename*=UTF-8''B%C3%BCcher.webm",
      "content-length": "10000",
      "content-type": "video/webm",
      etag: `"${order.file.sha256}"`,
      "referrer-policy": "no-referrer",
      "x-content-type-options": "nosniff",
      "x-robots-tag": "noindex",
    })
    expect(response.headers.get("x-accel-redirect")).toBeNull()
    expect(requests.sha256(await requests.bytesOf(response))).toBe(order.file.sha256)
  })

  test("B24, fault 23: resumed, it is one download and the file's bytes", async () => {
    const order = await makeOrder()
    const url = nginx.origin + (await requests.grantFor(order))
    const first = await fetch(url, { headers: { range: "bytes=0-4999" } })
    expect(first.status).toBe(206)
    expect(first.headers.get("content-range")).toBe("bytes 0-4999/10000")
    const validator = first.headers.get("etag") ?? ""
    const rest = await fetch(url, { headers: { range: "bytes=5000-", "if-range": validator } })
    expect(rest.status).toBe(206)
    const both = [await requests.bytesOf(first), await requests.bytesOf(rest)]
    expect(requests.sha256(Buffer.concat(both))).toBe(order.file.sha256)
    const other = await fetch(url, { headers: { range: "bytes=5000-", "if-range": '"other"' } })
    expect(other.status).toBe(200)
    expect((await requests.bytesOf(other)).length).toBe(10_000)
    const none = await fetch(url, { headers: { range: "bytes=10000-" } })
    expect(none.status).toBe(416)
    expect(await requests.downloadsLeft(order.purchaseId)).toBe(4)
  })

  test("B25: HEAD tells the length and takes nothing", async () => {
    const order = await makeOrder()
    const url = nginx.origin + (await requests.grantFor(order))
    const response = await fetch(url, { method: "HEAD" })
    expect(response.headers.get("content-length")).toBe("10000")
    expect(await requests.downloadsLeft(order.purchaseId)).toBe(4)
  })

  test("D2: a stream keeps the headers that make it safe to show", async () => {
    const order = await makeOrder()
    const address = streams.streamUrl(await entitlementOf(order.purchaseId), order.file.id)
    const response = await fetch(nginx.origin + address, { headers: { range: "bytes=1-2" } })
    expect(response.status).toBe(206)
    expect(response.headers.get("content-disposition")).toMatch(/^inline;/)
    expect(response.headers.get("content-security-policy")).toMatch(/^sandbox; default-src 'none'/)
    expect(response.headers.get("cross-origin-resource-policy")).toBe("same-origin")
    expect(response.headers.get("x-content-type-options")).toBe("nosniff")
    expect(response.headers.get("set-cookie")).toContain("HttpOnly")
    expect(await requests.bytesOf(response)).toEqual(order.file.bytes.subarray(1, 3))
  })

  test("fault 24: a refund ends it with the next request", async () => {
    const order = await makeOrder()
    const url = nginx.origin + (await requests.grantFor(order))
    expect((await fetch(url)).status).toBe(200)
    await factories.revoke(order.purchaseId)
    const response = await fetch(url)
    expect(response.status).toBe(404)
    expect((await requests.bytesOf(response)).includes(order.file.bytes)).toBe(false)
  })

  test("D1: nobody reaches the files by themselves", async () => {
    const { file } = await makeOrder()
    for (const path of [`/kiosk-files/${file.storageKey}`, `/kiosk-files/../${file.storageKey}`])
      expect((await fetch(nginx.origin + path)).status).toBe(404)
  })

  test("fault 25: a file that became a link out of the store is not sent", async () => {
    const order = await makeOrder()
    const grant = await requests.grantFor(order)
    const path = join(files, order.file.storageKey)
    const outside = join(files, "..", "outside")
    await rename(path, outside)
    await symlink(outside, path)
    expect((await fetch(nginx.origin + grant)).status).toBe(503)
  })
})
