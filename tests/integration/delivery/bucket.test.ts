import { afterAll, beforeAll, describe, expect, test } from "vitest"
import type * as Streams from "@/lib/delivery/open-stream"
import type * as Stores from "@/lib/storage/storage"
import { type Bucket, startBucket } from "@/tests/support/bucket"
import type * as Requests from "@/tests/support/delivery-requests"
import type * as Factories from "@/tests/support/factories"
import { leaveNoModules, loadAnew } from "@/tests/support/own-modules"
import { entitlementOf } from "@/tests/support/streams"

let bucket: Bucket
let requests: typeof Requests
let factories: typeof Factories
let streams: typeof Streams
let stores: typeof Stores

leaveNoModules()
beforeAll(async () => {
  bucket = await startBucket()
  loadAnew({ S3_BUCKET: bucket.bucket, S3_ENDPOINT: bucket.endpoint, ACCEL_PREFIX: "/files" })
  requests = await import("@/tests/support/delivery-requests")
  factories = await import("@/tests/support/factories")
  streams = await import("@/lib/delivery/open-stream")
  stores = await import("@/lib/storage/storage")
})

afterAll(() => bucket.stop())

async function makeOrder() {
  const files = [{ name: "Bücher.webm", contentType: "video/webm" }]
  const products = [await factories.makeProduct({ editions: [{ files }] })]
  return factories.makePaidOrder({ products })
}

describe("D2: with a bucket", () => {
  test("a download is a redirect to a fresh link of the bucket that lives 60 seconds", async () => {
    const order = await makeOrder()
    const grant = await requests.grantFor(order)
    const response = await requests.get(grant)
    expect(response.status).toBe(302)
    expect(response.headers.get("cache-control")).toBe("private, no-store, no-transform")
    expect(response.headers.get("referrer-policy")).toBe("no-referrer")
    const link = new URL(response.headers.get("location") ?? "")
    expect(link.origin).toBe(bucket.endpoint)
    expect(link.searchParams.get("X-Amz-Expires")).toBe("60")
    const file = await fetch(link)
    expect(file.headers.get("content-disposition")).toBe(
      "attachment; filename=\"Bucher.webm\"; filename*=UTF-8''B%C3%BCcher.webm",
    )
    expect(file.headers.get("content-type")).toBe("video/webm")
    expect(requests.sha256(await requests.bytesOf(file))).toBe(order.file.sha256)
    expect(await requests.downloadsLeft(order.purchaseId)).toBe(4)
  })

  test("fault 24: no link is given from the moment of a refund", async () => {
    const order = await makeOrder()
    const grant = await requests.grantFor(order)
    expect((await requests.get(grant)).status).toBe(302)
    await factories.revoke(order.purchaseId)
    const response = await requests.get(grant)
    expect(response.status).toBe(404)
    expect(response.headers.get("location")).toBeNull()
  })

  test("B25: HEAD is answered by the shop: a link is signed for GET alone", async () => {
    const order = await makeOrder()
    const response = await requests.get(await requests.grantFor(order), { method: "HEAD" })
    expect(response.status).toBe(200)
    expect(response.headers.get("content-length")).toBe("10000")
    expect(response.headers.get("etag")).toBe(`"${order.file.sha256}"`)
  })

  test("B28: a player's bytes come through the shop, so that its address stays good", async () => {
    const order = await makeOrder()
    const address = streams.streamUrl(await entitlementOf(order.purchaseId), order.file.id)
    const response = await requests.get(address, { headers: { range: "bytes=10-19" } })
    expect(response.status).toBe(206)
    expect(response.headers.get("content-security-policy")).toContain("sandbox")
    expect(await requests.bytesOf(response)).toEqual(order.file.bytes.subarray(10, 20))
  })

  test("D3: covers come from the bucket", async () => {
    await stores.storage().put("public/a.png", Buffer.from("x"), { contentType: "image/png" })
    const response = await requests.get("/media/public/a.png")
    expect(response.status).toBe(200)
    expect(response.headers.get("x-accel-redirect")).toBeNull()
    expect((await requests.get("/media/public/b.png")).status).toBe(404)
  })

  test("pages can name the origin that a download's form may lead to", async () => {
    expect(await stores.linkOrigin()).toBe(bucket.endpoint)
  })
})
