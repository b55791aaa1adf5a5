import { randomBytes } from "node:crypto"
import { readdir, readlink } from "node:fs/promises"
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest"
import { env } from "@/lib/env"
import { bytesOf, downloadsLeft, grantFor, route, sha256 } from "@/tests/support/delivery-requests"
import { type MadeOrder, makePaidOrder, makeProduct, revoke } from "@/tests/support/factories"
import { type Bridge, startBridge } from "@/tests/support/http-bridge"

let shop: Bridge

beforeAll(async () => {
  shop = await startBridge(route)
})

afterAll(() => shop.stop())

async function makeLargeOrder(megabytes = 24): Promise<MadeOrder> {
  const bytes = randomBytes(megabytes * 1024 * 1024 + 13)
  const files = [{ name: "film.webm", contentType: "video/webm", bytes }]
  return makePaidOrder({ products: [await makeProduct({ editions: [{ files }] })] })
}

describe("over real HTTP", () => {
  test("K16: a click's redirect leads to the file's bytes", async () => {
    const order = await makeLargeOrder()
    const response = await fetch(`${shop.origin}/api/orders/${order.token}/downloads`, {
      method: "POST",
      body: new URLSearchParams({ file: order.file.id }),
    })
    expect(response.redirected).toBe(true)
    expect(sha256(await bytesOf(response))).toBe(order.file.sha256)
    expect(await downloadsLeft(order.purchaseId)).toBe(4)
  })

  test("fault 22: fifty clicks at once at limit five get exactly five files", async () => {
    const order = await makePaidOrder()
    const answers = await Promise.all(
      Array.from({ length: 50 }, () =>
        fetch(`${shop.origin}/api/orders/${order.token}/downloads`, {
          method: "POST",
          body: new URLSearchParams({ file: order.file.id }),
        }),
      ),
    )
    const files = await Promise.all(answers.filter((one) => one.ok).map(bytesOf))
    expect(files.map(sha256)).toEqual(Array.from({ length: 5 }, () => order.file.sha256))
    expect(await downloadsLeft(order.purchaseId)).toBe(0)
  })

  test("B24, fault 23: broken off after one byte and resumed, a download costs one", async () => {
    const order = await makeLargeOrder()
    const url = shop.origin + (await grantFor(order))
    const first = await readFirstByte(url)
    const headers = { range: "bytes=1-", "if-range": `"${order.file.sha256}"` }
    const rest = await fetch(url, { headers })
    expect(rest.status).toBe(206)
    const whole = Buffer.concat([first, await bytesOf(rest)])
    expect(sha256(whole)).toBe(order.file.sha256)
    expect(await downloadsLeft(order.purchaseId)).toBe(4)
  })

  test("fault 23: parts fetched side by side are one download, and the file's bytes", async () => {
    const order = await makeLargeOrder(8)
    const url = shop.origin + (await grantFor(order))
    const part = Math.ceil(order.file.bytes.length / 8)
    const parts = await Promise.all(
      Array.from({ length: 8 }, async (_, n) => {
        const range = `bytes=${n * part}-${(n + 1) * part - 1}`
        return bytesOf(await fetch(url, { headers: { range } }))
      }),
    )
    expect(sha256(Buffer.concat(parts))).toBe(order.file.sha256)
    expect(await downloadsLeft(order.purchaseId)).toBe(4)
  })

  test("fault 24: after a refund the next part of a begun download does not come", async () => {
    const order = await makeLargeOrder()
    const url = shop.origin + (await grantFor(order))
    await readFirstByte(url)
    await revoke(order.purchaseId)
    const response = await fetch(url, { headers: { range: "bytes=1-" } })
    expect(response.status).toBe(404)
    expect(await response.text()).toContain("opens nothing")
  })

  test.runIf(process.platform === "linux")(
    "fault 23: who goes away leaves no file open",
    async () => {
      const order = await makeLargeOrder()
      const url = shop.origin + (await grantFor(order))
      await Promise.all(Array.from({ length: 20 }, () => readFirstByte(url)))
      await vi.waitFor(async () => expect(await openFiles()).toEqual([]), 10_000)
    },
  )

  test("K16: the browser is told the length, so that it can show how far it is", async () => {
    const order = await makePaidOrder()
    const url = shop.origin + (await grantFor(order))
    const whole = await fetch(url)
    expect(whole.headers.get("content-length")).toBe("10000")
    expect(whole.headers.get("transfer-encoding")).toBeNull()
    expect(whole.headers.get("x-kiosk-length")).toBeNull()
    await bytesOf(whole)
    const part = await fetch(url, { headers: { range: "bytes=10-" } })
    expect(part.headers.get("content-length")).toBe("9990")
    await bytesOf(part)
  })

  test("HEAD sends no byte, and the connection stays in step", async () => {
    const order = await makePaidOrder()
    const url = shop.origin + (await grantFor(order))
    for (let n = 0; n < 3; n++) {
      const head = await fetch(url, { method: "HEAD" })
      expect(head.headers.get("content-length")).toBe("10000")
      expect((await bytesOf(head)).length).toBe(0)
    }
    expect(sha256(await bytesOf(await fetch(url)))).toBe(order.file.sha256)
  })
})

async function readFirstByte(url: string): Promise<Buffer> {
  const abort = new AbortController()
  const response = await fetch(url, { signal: abort.signal })
  const chunk = await response.body?.getReader().read()
  abort.abort()
  return Buffer.from(chunk?.value?.subarray(0, 1) ?? [])
}

async function openFiles(): Promise<string[]> {
  const entries = await readdir("/proc/self/fd")
  const paths = entries.map((fd) => readlink(`/proc/self/fd/${fd}`).catch(() => ""))
  return (await Promise.all(paths)).filter((path) => path.startsWith(env().KIOSK_DATA))
}
