import { afterEach, beforeEach, describe, expect, test, vi } from "vitest"
import { db } from "@/lib/db"
import { keepPosition } from "@/lib/delivery/keep-position"
import { openFilm } from "@/lib/delivery/open-film"
import { stranger, type Visitor } from "@/lib/entitlements/store/access"
import { newId } from "@/lib/tokens"
import { type MadeOrder, makePaidOrder, makeProduct, revoke } from "@/tests/support/factories"
import { entitlementOf, makeCustomer, makeGrant } from "@/tests/support/streams"

const guest = (order: MadeOrder): Visitor => ({ customerId: null, checkoutIds: [order.id] })
const signedIn = (customerId: string, order?: MadeOrder): Visitor => ({
  customerId,
  checkoutIds: order ? [order.id] : [],
})

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"] })
})

afterEach(() => {
  vi.useRealTimers()
})

async function makeFilmOrder(email?: string): Promise<MadeOrder> {
  const editions = [{ files: [{ name: "film.webm", contentType: "video/webm" }] }]
  const products = [await makeProduct({ kind: "video", editions })]
  return makePaidOrder(email ? { products, email } : { products })
}

/** A player's report, ten seconds after the one before. */
function tell(visitor: Visitor, fileId: string, seconds: number, hasEnded = false) {
  vi.setSystemTime(Date.now() + 10_000)
  return keepPosition({ visitor, fileId, seconds, duration: 1000, hasEnded })
}

/** Where the film begins when this visitor opens it. */
async function startFor({ customerId }: Visitor, order: MadeOrder): Promise<number | undefined> {
  const entitlementId = await entitlementOf(order.purchaseId)
  const editions = [{ id: order.product.edition.id, entitlementId }]
  const film = await openFilm({ editions, customerId, fileId: undefined, now: new Date() })
  return film?.startsAt
}

describe("B36: the place in a film", () => {
  test("is where it was left, and a 0 never takes it away", async () => {
    const order = await makeFilmOrder()
    const visitor = guest(order)
    expect(await startFor(visitor, order)).toBe(0)
    await tell(visitor, order.file.id, 754.5)
    expect(await startFor(visitor, order)).toBe(754.5)
    for (const seconds of [0, 0.2, 4.9])
      expect(await tell(visitor, order.file.id, seconds)).toBe("heard")
    expect(await startFor(visitor, order)).toBe(754.5)
    await tell(visitor, order.file.id, 12)
    expect(await startFor(visitor, order)).toBe(12)
  })

  test("of a film that was finished is its beginning, until it is watched again", async () => {
    const order = await makeFilmOrder()
    const visitor = guest(order)
    await tell(visitor, order.file.id, 960)
    expect(await startFor(visitor, order)).toBe(0)
    await tell(visitor, order.file.id, 2)
    expect(await startFor(visitor, order)).toBe(0)
    await tell(visitor, order.file.id, 300)
    expect(await startFor(visitor, order)).toBe(300)
    await tell(visitor, order.file.id, 1000, true)
    expect(await startFor(visitor, order)).toBe(0)
  })

  test("is kept once a second at most, but the film's end always", async () => {
    const order = await makeFilmOrder()
    const [visitor, fileId] = [guest(order), order.file.id]
    await tell(visitor, fileId, 100)
    await keepPosition({ visitor, fileId, seconds: 200, duration: 1000, hasEnded: false })
    expect(await startFor(visitor, order)).toBe(100)
    await keepPosition({ visitor, fileId, seconds: 1000, duration: 1000, hasEnded: true })
    expect(await startFor(visitor, order)).toBe(0)
  })

  test("of a guest is found again when they sign in", async () => {
    const order = await makeFilmOrder()
    await tell(guest(order), order.file.id, 120)
    expect(await startFor(signedIn(order.customerId), order)).toBe(120)
  })

  test("is each customer's own, also in one browser", async () => {
    const order = await makeFilmOrder()
    const other = signedIn(await makeCustomer(), order)
    await tell(guest(order), order.file.id, 120)
    expect(await startFor(other, order)).toBe(0)
    await tell(other, order.file.id, 600)
    expect(await startFor(other, order)).toBe(600)
    expect(await startFor(guest(order), order)).toBe(120)
  })

  test("is kept by a grant too", async () => {
    const { product, file } = await makeFilmOrder()
    const { customerId } = await makeGrant({ productId: product.id })
    await tell(signedIn(customerId), file.id, 42)
    const rows = await db().playbackPosition.findMany()
    expect(rows).toMatchObject([{ customerId, fileId: file.id, seconds: 42 }])
  })
})

describe("fault 29: nobody tells of a film that is not theirs", () => {
  test.each(["refunded", "disputed"] as const)("not after it was %s", async (reason) => {
    const order = await makeFilmOrder()
    await tell(guest(order), order.file.id, 100)
    await revoke(order.purchaseId, reason)
    expect(await tell(guest(order), order.file.id, 200)).toBe("not-found")
    expect(await db().playbackPosition.findMany()).toMatchObject([{ seconds: 100 }])
  })

  test("a stranger, another customer, another's order, and a file of nothing get one answer", async () => {
    const [order, other] = [await makeFilmOrder(), await makeFilmOrder()]
    const fileId = order.file.id
    const answers = [
      await tell(stranger, fileId, 100),
      await tell(signedIn(await makeCustomer()), fileId, 100),
      await tell(guest(other), fileId, 100),
      await tell(signedIn(other.customerId), fileId, 100),
      await tell(guest(order), newId(), 100),
      await tell(guest(order), "no id", 100),
    ]
    expect(new Set(answers)).toEqual(new Set(["not-found"]))
    expect(await db().playbackPosition.count()).toBe(0)
  })
})
