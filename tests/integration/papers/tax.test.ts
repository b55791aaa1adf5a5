import { expect, it, vi } from "vitest"
import { db } from "@/lib/db"
import { askInvoice } from "@/lib/papers/ask-invoice"
import { findInvoicing } from "@/lib/papers/find-invoicing"
import { isReverseCharge } from "@/lib/papers/rules"
import { listPapers } from "@/lib/papers/store"
import { signToken } from "@/lib/tokens"
import { cards, pay } from "@/tests/support/buyer"
import { makeProduct } from "@/tests/support/factories"
import { leaveNoModules } from "@/tests/support/own-modules"
import { workOff } from "@/tests/support/person"
import { begin, startSelling } from "@/tests/support/selling"
import { waitUntil } from "@/tests/support/wait-until"

vi.hoisted(() => {
  vi.resetModules()
  process.env.STRIPE_TAX = "on"
})
leaveNoModules()
await startSelling()

it("B64: with STRIPE_TAX the price shown is charged, the tax of the buyer's country is in it, and two signs of where they are stay", async () => {
  const product = await makeProduct({ editions: [{ amount: 2000, currency: "eur" }] })
  const { url, checkoutId } = await begin(product, { currency: "eur" })
  await pay(url, cards.pays, { country: "DE" })
  const where = { id: checkoutId }
  await waitUntil(
    async () => (await db().checkout.findUnique({ where }))?.status === "paid",
    "a paid order",
  )
  await workOff("keep-tax-evidence")
  expect(await db().checkout.findUniqueOrThrow({ where })).toMatchObject({
    amountTotal: 2000,
    amountTax: 319,
    country: "DE",
    cardCountry: "US",
    vatIdIsValid: false,
  })
  const { buyer } = await findInvoicing(checkoutId)
  expect(buyer).toMatchObject({ name: "Ada Lovelace", country: "DE" })
  await askInvoice(signToken("order", checkoutId), { ...buyer, vatId: "DE136695976" })
  const [paper] = await listPapers(checkoutId)
  if (!paper) throw new Error("There is no invoice.")
  expect(paper).toMatchObject({ amountNet: 1681, amountTax: 319, vatIdIsValid: false })
  expect(isReverseCharge(paper)).toBe(false)
})
