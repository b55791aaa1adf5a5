import { mkdir, symlink, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { beforeAll, describe, expect, test } from "vitest"
import { env } from "@/lib/env"
import { storage } from "@/lib/storage/storage"
import { bytesOf, get } from "@/tests/support/delivery-requests"
import { makePaidOrder } from "@/tests/support/factories"

const cover = Buffer.from("not really an image")

beforeAll(async () => {
  for (const key of [
    "public/covers/book.webp",
    "public/logo.svg",
    "public/page.html",
    "goods/a.png",
  ])
    await storage().put(key, cover, { contentType: "image/webp" })
})

describe("D3: images that anyone may see", () => {
  test("are kept by every cache, and are images whatever is in them", async () => {
    const response = await get("/media/public/covers/book.webp")
    expect(response.status).toBe(200)
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "cache-control": "public, max-age=31536000, immutable",
      "content-security-policy": "sandbox; default-src 'none'",
      "content-type": "image/webp",
      "content-length": String(cover.length),
      "x-content-type-options": "nosniff",
    })
    expect(await bytesOf(response)).toEqual(cover)
    const headers = { "if-none-match": response.headers.get("etag") ?? "" }
    const again = await get("/media/public/covers/book.webp", { headers })
    expect(again.status).toBe(304)
    expect(again.headers.get("cache-control")).toContain("immutable")
    const head = await get("/media/public/covers/book.webp", { method: "HEAD" })
    expect(head.headers.get("content-length")).toBe(String(cover.length))
  })

  test.each([
    "/media/goods/a.png",
    "/media/public/logo.svg",
    "/media/public/page.html",
    "/media/public/none.png",
    "/media/public",
    "/media/public/..%2fgoods/a.png",
    "/media/public/%2e%2e/goods/a.png",
    "/media/public%2f..%2fgoods%2fa.png",
    "/media/public//a.png",
    "/media/public/a%00.png",
    "/media/public/a\\..\\b.png",
    "/media/public/\uFF0E\uFF0E/a.png",
  ])("fault 25: %s is not among them", async (path) => {
    expect((await get(path)).status).toBe(404)
  })

  test("D1: nothing that is sold is among them", async () => {
    const { file } = await makePaidOrder()
    expect((await get(`/media/${file.storageKey}`)).status).toBe(404)
    expect((await get(`/media/public/../${file.storageKey}`)).status).toBe(404)
  })

  test("fault 25: a link in the store leads nowhere", async () => {
    const secret = join(env().KIOSK_DATA, "secret.png")
    await mkdir(env().KIOSK_DATA, { recursive: true })
    await writeFile(secret, "secret")
    await symlink(secret, join(env().KIOSK_DATA, "files/public/link.png")).catch(() => {})
    expect((await get("/media/public/link.png")).status).toBe(404)
  })
})
