import { describe, expect, it } from "vitest"
import { db } from "@/lib/db"
import { makePaidOrder } from "@/tests/support/factories"
import { startSelling } from "@/tests/support/selling"
import { callStripe, deliver, makeEvent } from "@/tests/support/stripe-events"

const { sandbox } = await startSelling()

describe("a change of a customer at Stripe", () => {
  const change = (name: string, created: number, id?: string) =>
    makeEvent(
      "customer.updated",
      { id: "cus_known", object: "customer", name },
      { created, ...(id ? { id } : {}) },
    )
  const nameNow = async () => (await db().customer.findFirstOrThrow()).name

  it("moves the copy forward, once; nobody's is ignored", async () => {
    const { customerId } = await makePaidOrder()
    await db().customer.update({
      where: { id: customerId },
      data: { stripeCustomerId: "cus_known" },
    })
    const first = change("Ada", 1_800_000_000)
    expect(await deliver(first)).toMatchObject({ outcome: "applied" })
    expect(await deliver(first)).toMatchObject({ outcome: "duplicate" })
    expect(await deliver(change("Ada L.", 1_800_000_001))).toMatchObject({ outcome: "applied" })
    expect(await nameNow()).toBe("Ada L.")
    const stranger = makeEvent("customer.updated", { id: "cus_nobody", name: "X" })
    expect(await deliver(stranger)).toMatchObject({ outcome: "ignored" })
  })

  it("fault 4 of the same second is asked of Stripe", async () => {
    const { customerId } = await makePaidOrder()
    const known = await callStripe(sandbox.url, "customers", { name: "The truth" })
    const object = { id: String(known.id), name: "Ada" }
    await db().customer.update({
      where: { id: customerId },
      data: { stripeCustomerId: object.id },
    })
    await deliver(makeEvent("customer.updated", object, { created: 1_800_000_000 }))
    const late = makeEvent(
      "customer.updated",
      { ...object, name: "A rumour" },
      { created: 1_800_000_000 },
    )
    expect(await deliver(late)).toMatchObject({ status: 200, outcome: "applied" })
    expect(await nameNow()).toBe("The truth")
  })
})
