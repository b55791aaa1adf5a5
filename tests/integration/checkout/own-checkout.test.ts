import { expect, test } from "vitest"
import { findOwnCheckout } from "@/lib/checkout/find-own-checkout"
import { db } from "@/lib/db"
import { stranger } from "@/lib/entitlements/store/access"
import { newId } from "@/lib/tokens"
import { makePaidOrder } from "@/tests/support/factories"

test("an order that waits for its money is known to its browser and to its signed-in customer, and to nobody else", async () => {
  const order = await makePaidOrder({ status: "processing" })
  const other = await makePaidOrder()
  const idFor = async (id: string | undefined, visitor: Partial<typeof stranger>) =>
    (await findOwnCheckout(id, { ...stranger, ...visitor }))?.id ?? null
  const { id, customerId } = order

  expect(await idFor(id, { customerId })).toBe(id)
  expect(await idFor(id, { checkoutIds: [other.id, id] })).toBe(id)
  expect(await idFor(undefined, { checkoutIds: [id, other.id] })).toBe(id)

  expect(await idFor(id, stranger)).toBeNull()
  expect(await idFor(id, { customerId: other.customerId, checkoutIds: [other.id] })).toBeNull()
  expect(await idFor(undefined, { customerId })).toBeNull()
  for (const unknown of [newId(), "garbled", ""])
    expect(await idFor(unknown, { customerId, checkoutIds: [id] })).toBeNull()
})

test("an order of nobody yet is not everybody's who is signed out", async () => {
  const { id } = await makePaidOrder({ status: "processing" })
  await db().checkout.update({ where: { id }, data: { customerId: null } })
  expect(await findOwnCheckout(id, stranger)).toBeNull()
})
