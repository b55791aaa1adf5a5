import { afterEach, describe, expect, test, vi } from "vitest"
import { renewStream } from "@/lib/delivery/renew-stream"
import { stranger, type Visitor } from "@/lib/entitlements/store/access"
import { newId } from "@/lib/tokens"
import { bytesOf, get } from "@/tests/support/delivery-requests"
import {
  type MadeOrder,
  makePaidOrder,
  makeProduct,
  makeRelease,
  revoke,
} from "@/tests/support/factories"
import { makeCustomer, makeGrant } from "@/tests/support/streams"

const MINUTE = 60_000
const guest = (order: MadeOrder): Visitor => ({ customerId: null, checkoutIds: [order.id] })

afterEach(() => {
  vi.useRealTimers()
})

function passTime(milliseconds: number): void {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + milliseconds })
}

async function makeFilmOrder(endsAt?: Date): Promise<MadeOrder> {
  const editions = [{ files: [{ name: "film.webm", contentType: "video/webm" }] }]
  const products = [await makeProduct({ kind: "video", groups: ["films"], editions })]
  return makePaidOrder(endsAt ? { products, endsAt } : { products })
}

describe("B28, B36: a stream's address", () => {
  test("is renewed after a pause of fifteen minutes, and the film goes on at the same byte", async () => {
    const order = await makeFilmOrder()
    const renewal = { visitor: guest(order), fileId: order.file.id }
    const first = (await renewStream(renewal)) ?? ""
    expect((await get(first)).status).toBe(200)
    passTime(15 * MINUTE)
    expect((await get(first)).status).toBe(404)
    const second = (await renewStream(renewal)) ?? ""
    expect(second).not.toBe(first)
    const rest = await get(second, { headers: { range: "bytes=5000-" } })
    expect(rest.status).toBe(206)
    expect(await bytesOf(rest)).toEqual(order.file.bytes.subarray(5000))
  })

  test("is renewed for who is signed in, by a purchase and by a grant of the group", async () => {
    const order = await makeFilmOrder()
    const { customerId } = await makeGrant({ groupName: "films" })
    for (const id of [order.customerId, customerId]) {
      const visitor = { customerId: id, checkoutIds: [] }
      const url = await renewStream({ visitor, fileId: order.file.id })
      expect((await get(url ?? "")).status).toBe(200)
    }
  })

  test.each(["refunded", "disputed"] as const)("is not renewed once it was %s", async (reason) => {
    const order = await makeFilmOrder()
    await revoke(order.purchaseId, reason)
    expect(await renewStream({ visitor: guest(order), fileId: order.file.id })).toBeNull()
  })

  test("D12: is renewed until the access ends by the clock, and not after", async () => {
    const order = await makeFilmOrder(new Date(Date.now() + 30 * MINUTE))
    const renewal = { visitor: guest(order), fileId: order.file.id }
    passTime(29 * MINUTE)
    const url = await renewStream(renewal)
    expect((await get(url ?? "")).status).toBe(200)
    passTime(MINUTE)
    expect(await renewStream(renewal)).toBeNull()
    expect((await get(url ?? "")).status).toBe(404)
  })

  test("fault 29: is given to nobody else", async () => {
    const [order, other] = [await makeFilmOrder(), await makeFilmOrder()]
    const releasedAt = new Date(Date.now() + MINUTE)
    const toCome = await makeRelease(order.product, order.product.edition, { releasedAt })
    const fileId = order.file.id
    const renewals = [
      { visitor: stranger, fileId },
      { visitor: { customerId: await makeCustomer(), checkoutIds: [] }, fileId },
      { visitor: guest(other), fileId },
      { visitor: { customerId: other.customerId, checkoutIds: [] }, fileId },
      { visitor: guest(order), fileId: toCome.id },
      { visitor: guest(order), fileId: newId() },
      { visitor: guest(order), fileId: "no id" },
    ]
    for (const renewal of renewals) expect(await renewStream(renewal)).toBeNull()
  })
})
