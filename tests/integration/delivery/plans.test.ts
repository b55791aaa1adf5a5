import { afterEach, describe, expect, test, vi } from "vitest"
import { db } from "@/lib/db"
import { streamUrl } from "@/lib/delivery/open-stream"
import { renewStream } from "@/lib/delivery/renew-stream"
import { clickInLibrary, get } from "@/tests/support/delivery-requests"
import { type MadeProduct, makePaidOrder, makeProduct } from "@/tests/support/factories"
import { makeSubscriber, openByPlan, type PlanTimes } from "@/tests/support/plan-access"
import { makeSession } from "@/tests/support/session"

const MINUTE = 60_000
const inMinutes = (count: number) => new Date(Date.now() + count * MINUTE)

afterEach(() => {
  vi.useRealTimers()
})

function goTo(at: Date): void {
  vi.useFakeTimers({ toFake: ["Date"], now: at })
}

const makeFilm = (groups = ["space"]): Promise<MadeProduct> =>
  makeProduct({
    kind: "video",
    groups,
    editions: [{ files: [{ name: "film.webm", contentType: "video/webm" }] }],
  })

/** A film that somebody watches by a plan: its address, and the headers of the player that has begun. */
async function watching(times: PlanTimes = {}) {
  const film = await makeFilm()
  const visitor = await makeSubscriber("space", times)
  const address = streamUrl(visitor.entitlementId, film.edition.file.id)
  const begun = await get(address)
  expect(begun.status).toBe(200)
  const headers = { cookie: begun.headers.get("set-cookie")?.split(";")[0] ?? "" }
  const ask = async () => [
    (await get(address)).status,
    (await get(address, { headers })).status,
    await renewStream({ visitor, fileId: film.edition.file.id }),
  ]
  return { film, visitor, ask }
}
const closed = [404, 404, null]

/** The grant of a click on a file's button in the library. */
async function fetchBy(customerId: string, { edition }: MadeProduct): Promise<string> {
  const { cookie } = await makeSession(customerId)
  const response = await clickInLibrary(cookie, edition.file.id)
  return response.headers.get("location") ?? `refused with ${response.status}`
}

describe("D12: a copied address of a film that a plan opens", () => {
  test("is closed at the very instant at which the plan ends, with nothing to run", async () => {
    const endsAt = inMinutes(5)
    const { ask } = await watching({ graceFrom: inMinutes(2), endsAt })
    goTo(new Date(endsAt.getTime() - 1))
    expect((await ask()).slice(0, 2)).toEqual([200, 200])
    goTo(endsAt)
    expect(await ask()).toEqual(closed)
  })

  test.each<[string, PlanTimes]>([
    ["cancelled now", { endsAt: inMinutes(-1) }],
    ["paused", { endsAt: inMinutes(-1), pausedFrom: inMinutes(-1) }],
    ["given back", { revokedAt: new Date(0), revokedReason: "refunded" }],
    ["disputed", { revokedAt: new Date(0), revokedReason: "disputed" }],
    ["changed to one that has it no more", { revokedAt: new Date(0), revokedReason: "replaced" }],
  ])("is closed with the next request when the plan is %s", async (_what, times) => {
    const { visitor, ask } = await watching()
    await db().entitlement.update({ where: { id: visitor.entitlementId }, data: times })
    expect(await ask()).toEqual(closed)
  })

  test("S6: is closed and opened again with the film's own groups", async () => {
    const { film, ask } = await watching()
    await db().product.update({ where: { id: film.id }, data: { groups: ["horror"] } })
    expect(await ask()).toEqual(closed)
    await db().product.update({ where: { id: film.id }, data: { groups: ["horror", "space"] } })
    expect((await ask()).slice(0, 2)).toEqual([200, 200])
  })

  test("B66: another plan that has ended closes nothing", async () => {
    const { visitor, ask } = await watching()
    await openByPlan(visitor.customerId, "space", { endsAt: inMinutes(-1) })
    expect((await ask()).slice(0, 2)).toEqual([200, 200])
  })

  test("S5: goes on by a purchase when the plan is over, under an address of its own", async () => {
    const { film, visitor } = await watching({ endsAt: inMinutes(5) })
    const { email } = await db().customer.findUniqueOrThrow({ where: { id: visitor.customerId } })
    await makePaidOrder({ products: [film], email: email ?? "" })
    goTo(inMinutes(6))
    const address = await renewStream({ visitor, fileId: film.edition.file.id })
    expect((await get(address ?? "")).status).toBe(200)
  })
})

describe("a download by a plan", () => {
  test("is not counted, takes nothing from what was bought, and ends with the plan", async () => {
    const book = await makeProduct({ groups: ["space"] })
    const order = await makePaidOrder({ products: [book], downloadsLeft: 1 })
    const endsAt = inMinutes(30)
    const entitlementId = await openByPlan(order.customerId, "space", { endsAt })
    const grants: string[] = []
    for (let at = 0; at < 3; at++) grants.push(await fetchBy(order.customerId, book))
    for (const grant of grants) expect((await get(grant)).status).toBe(200)
    expect(await db().download.count({ where: { entitlementId, purchaseId: null } })).toBe(3)
    const { downloadsLeft } = await db().purchase.findUniqueOrThrow({
      where: { id: order.purchaseId },
    })
    expect(downloadsLeft).toBe(1)
    goTo(endsAt)
    for (const grant of grants) expect((await get(grant)).status).toBe(404)
    // By the purchase, which is counted.
    expect((await get(await fetchBy(order.customerId, book))).status).toBe(200)
    expect(await fetchBy(order.customerId, book)).toBe("refused with 403")
  })

  test("is given to nobody whose plan is over, or has the file no more", async () => {
    const book = await makeProduct({ groups: ["space"] })
    const over = await makeSubscriber("space", { endsAt: inMinutes(-1) })
    expect(await fetchBy(over.customerId, book)).toBe("refused with 403")
    const replaced = await makeSubscriber("space", {
      revokedAt: inMinutes(-1),
      revokedReason: "replaced",
    })
    // As if it had never been theirs.
    expect(await fetchBy(replaced.customerId, book)).toBe("refused with 404")
  })

  test("is limited in how often it may be asked for", async () => {
    const book = await makeProduct({ groups: ["space"] })
    const { customerId } = await makeSubscriber("space")
    const { cookie } = await makeSession(customerId)
    let asked = 0
    let last = 303
    while (last === 303 && asked++ < 500)
      last = (await clickInLibrary(cookie, book.edition.file.id)).status
    expect(last).toBe(429)
  })
})
