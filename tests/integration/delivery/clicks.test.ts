import { describe, expect, test } from "vitest"
import { GET } from "@/app/api/orders/[token]/downloads/route"
import { db } from "@/lib/db"
import { recordDownload } from "@/lib/delivery/store/downloads"
import { supportEmail } from "@/lib/env"
import { newId } from "@/lib/tokens"
import {
  click,
  countDownloads,
  downloadsLeft,
  forgeries,
  grantFor,
  post,
  rotateLink,
  tokenOfNobody,
} from "@/tests/support/delivery-requests"
import { makePaidOrder, makeProduct, makeRelease, revoke } from "@/tests/support/factories"

const statuses = async (clicks: Promise<Response>[]) =>
  (await Promise.all(clicks)).map((response) => response.status)

describe("the counter", () => {
  test("K13: five clicks get a file, the sixth a page that names the limit and the support", async () => {
    const order = await makePaidOrder()
    for (let left = 4; left >= 0; left--) {
      expect((await click(order.token, order.file.id)).status).toBe(303)
      expect(await downloadsLeft(order.purchaseId)).toBe(left)
    }
    const refused = await click(order.token, order.file.id)
    const page = await refused.text()
    expect(refused.status).toBe(403)
    expect(refused.headers.get("content-type")).toBe("text/html; charset=utf-8")
    expect(page).toContain("No downloads left")
    expect(page).toContain("5 downloads")
    expect(page).toContain(`href="mailto:${supportEmail()}"`)
    expect(page).toContain(`href="/orders/${order.token}"`)
  })

  test("K13: a click works again when an administrator has raised the counter", async () => {
    const order = await makePaidOrder({ downloadsLeft: 0 })
    expect((await click(order.token, order.file.id)).status).toBe(403)
    await db().purchase.update({ where: { id: order.purchaseId }, data: { downloadsLeft: 1 } })
    expect((await click(order.token, order.file.id)).status).toBe(303)
  })

  test("K14, B26: twenty clicks at once with one left grant exactly one", async () => {
    const order = await makePaidOrder({ downloadsLeft: 1 })
    const all = await statuses(Array.from({ length: 20 }, () => click(order.token, order.file.id)))
    expect(all.filter((status) => status === 303)).toHaveLength(1)
    expect(all.filter((status) => status === 403)).toHaveLength(19)
    expect(await downloadsLeft(order.purchaseId)).toBe(0)
    expect(await countDownloads(order.purchaseId)).toBe(1)
  })

  test("fault 22: fifty clicks at once at limit five grant exactly five", async () => {
    const order = await makePaidOrder()
    const all = await statuses(Array.from({ length: 50 }, () => click(order.token, order.file.id)))
    expect(all.filter((status) => status === 303)).toHaveLength(5)
    expect(await downloadsLeft(order.purchaseId)).toBe(0)
    expect(await countDownloads(order.purchaseId)).toBe(5)
  })

  test("B23: one counter covers all files of all releases of the edition", async () => {
    const product = await makeProduct()
    const update = await makeRelease(product, product.edition)
    const order = await makePaidOrder({ products: [product], downloadsLeft: 2 })
    expect((await click(order.token, update.id)).status).toBe(303)
    expect((await click(order.token, order.file.id)).status).toBe(303)
    expect((await click(order.token, update.id)).status).toBe(403)
  })

  test("an order with the same edition twice takes from the purchase that has some left", async () => {
    const product = await makeProduct()
    const order = await makePaidOrder({ products: [product, product], downloadsLeft: 1 })
    const all = await statuses([1, 2, 3].map(() => click(order.token, order.file.id)))
    expect(all.toSorted((a, b) => a - b)).toEqual([303, 303, 403])
  })

  test("a grant keeps the coarse network and the browser's family, and lives 24 hours", async () => {
    const order = await makePaidOrder()
    await click(order.token, order.file.id, { "user-agent": "Mozilla/5.0 Firefox/140.0" })
    const [grant] = await db().download.findMany({ where: { purchaseId: order.purchaseId } })
    expect(grant).toMatchObject({ fileId: order.file.id, userAgent: "Firefox", startedAt: null })
    expect(Number(grant?.expiresAt) - Number(grant?.createdAt)).toBe(24 * 3600 * 1000)
  })

  test("B25: only the form's POST is a click: GET of its address is refused and takes nothing", async () => {
    const order = await makePaidOrder()
    const response = GET()
    expect(response.status).toBe(405)
    expect(response.headers.get("allow")).toBe("POST")
    expect(await downloadsLeft(order.purchaseId)).toBe(5)
  })
})

describe("a click is refused, and takes nothing,", () => {
  test.each([
    ["refunded", "was refunded"],
    ["disputed", "is disputed"],
  ] as const)("when the purchase is %s", async (reason, words) => {
    const order = await makePaidOrder()
    await revoke(order.purchaseId, reason)
    const response = await click(order.token, order.file.id)
    expect(response.status).toBe(403)
    expect(await response.text()).toContain(words)
    expect(await downloadsLeft(order.purchaseId)).toBe(5)
  })

  test("when the refund comes between the look and the taking", async () => {
    const order = await makePaidOrder()
    await revoke(order.purchaseId)
    const { purchaseId, file } = order
    const at = new Date()
    const grant = { id: newId(), purchaseId, fileId: file.id, network: null, userAgent: null }
    expect(await recordDownload({ ...grant, expiresAt: at }, at)).toBe(false)
    expect(await downloadsLeft(purchaseId)).toBe(5)
  })

  test("when the entitlement has ended", async () => {
    const order = await makePaidOrder({ endsAt: new Date(Date.now() - 1) })
    expect((await click(order.token, order.file.id)).status).toBe(403)
    expect(await countDownloads(order.purchaseId)).toBe(0)
  })

  test.each(["open", "processing", "withheld", "failed", "expired"] as const)(
    "when the order is %s",
    async (status) => {
      const order = await makePaidOrder({ status })
      expect((await click(order.token, order.file.id)).status).toBe(404)
      expect(await downloadsLeft(order.purchaseId)).toBe(5)
    },
  )

  test("when it was sent from a page of another site", async () => {
    const order = await makePaidOrder()
    const foreign: Record<string, string>[] = [
      { origin: "https://evil.example" },
      { "sec-fetch-site": "cross-site" },
      { origin: "null", "sec-fetch-site": "cross-site" },
    ]
    for (const headers of foreign)
      expect((await click(order.token, order.file.id, headers)).status).toBe(403)
    expect(await downloadsLeft(order.purchaseId)).toBe(5)
    const own = { origin: "null", "sec-fetch-site": "same-origin" }
    expect((await click(order.token, order.file.id, own)).status).toBe(303)
  })

  test("when its file is not released yet", async () => {
    const product = await makeProduct()
    const releasedAt = new Date(Date.now() + 60_000)
    const file = await makeRelease(product, product.edition, { releasedAt })
    const order = await makePaidOrder({ products: [product] })
    expect((await click(order.token, file.id)).status).toBe(404)
  })
})

describe("K15: strangers get one and the same 404", () => {
  test("for what does not exist, what is garbled, what was replaced, and what is not theirs", async () => {
    const [order, other] = [await makePaidOrder(), await makePaidOrder()]
    const replaced = await makePaidOrder()
    await rotateLink(replaced)
    const answers = await Promise.all([
      click(tokenOfNobody("order"), order.file.id),
      click("garbled", order.file.id),
      click("", order.file.id),
      click("A".repeat(46), order.file.id),
      click("..%2f..", order.file.id),
      ...forgeries(order.token).map((token) => click(token, order.file.id)),
      click(replaced.token, replaced.file.id),
      click(order.token, other.file.id),
      click(order.token, newId()),
      click(order.token, "garbled"),
      click(order.token, '\'; DROP TABLE "Download"; --'),
    ])
    const bodies = await Promise.all(answers.map((response) => response.text()))
    expect(new Set(answers.map((response) => response.status))).toEqual(new Set([404]))
    expect(new Set(bodies).size).toBe(1)
    const headers = answers.map((response) => JSON.stringify([...response.headers]))
    expect(new Set(headers).size).toBe(1)
    for (const { purchaseId } of [order, other, replaced])
      expect(await downloadsLeft(purchaseId)).toBe(5)
  })

  test("a replaced link's successor opens what it opened", async () => {
    const order = await makePaidOrder()
    const token = await rotateLink(order)
    expect((await click(token, order.file.id)).status).toBe(303)
  })
})

describe("fault 13: the form's body", () => {
  test("of more than 4 KB is refused with 413, and not read on", async () => {
    const order = await makePaidOrder()
    let pulled = 0
    const endless = new ReadableStream({
      pull(controller) {
        pulled++
        controller.enqueue(new Uint8Array(1024))
      },
    })
    expect((await post(order.token, endless)).status).toBe(413)
    expect(pulled).toBeLessThan(10)
    expect((await post(order.token, "x".repeat(4097))).status).toBe(413)
  })

  test("may be of either of a form's encodings, and nothing else", async () => {
    const order = await makePaidOrder()
    const form = new FormData()
    form.set("file", order.file.id)
    expect((await post(order.token, form)).status).toBe(303)
    const json = JSON.stringify({ file: order.file.id })
    expect((await post(order.token, json, { "content-type": "application/json" })).status).toBe(400)
    expect((await post(order.token, "")).status).toBe(400)
    expect((await post(order.token, new URLSearchParams({ other: "x" }))).status).toBe(400)
    form.set("file", new Blob(["x"]))
    expect((await post(order.token, form)).status).toBe(400)
  })
})

test("more than sixty clicks in ten minutes are told when to come back", async () => {
  const order = await makePaidOrder({ downloadsLeft: 100 })
  await grantFor(order)
  await db().$executeRaw`UPDATE "RateLimit" SET "points" = 60`
  const response = await click(order.token, order.file.id)
  expect(response.status).toBe(429)
  expect(Number(response.headers.get("retry-after"))).toBeGreaterThan(0)
  expect(await response.text()).toContain("minutes")
  expect(await downloadsLeft(order.purchaseId)).toBe(99)
})

test("a refusal's page runs no script, loads nothing and is kept by nobody", async () => {
  const order = await makePaidOrder({ downloadsLeft: 0 })
  const response = await click(order.token, order.file.id)
  const policy = response.headers.get("content-security-policy")
  expect(policy).toMatch(/^default-src 'none'; style-src 'sha256-[^']+';/)
  expect(response.headers.get("cache-control")).toBe("private, no-store")
  expect(response.headers.get("referrer-policy")).toBe("no-referrer")
  expect(response.headers.get("x-robots-tag")).toBe("noindex")
  const style = /<style>([^]*)<\/style>/.exec(await response.text())?.[1] ?? ""
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(style))
  expect(policy).toContain(`'sha256-${Buffer.from(digest).toString("base64")}'`)
})
