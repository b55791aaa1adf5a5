import { describe, expect, test } from "vitest"
import { changeSharing } from "@/lib/catalog/change-sharing"
import { findProductPage } from "@/lib/catalog/store/product-page"
import { findOrder } from "@/lib/delivery/find-order"
import { findViewing } from "@/lib/delivery/find-viewing"
import { listOffers } from "@/lib/entitlements/list-offers"
import { listOpenEditions } from "@/lib/entitlements/list-open-editions"
import type { Visitor } from "@/lib/entitlements/store/access"
import { offerPath } from "@/lib/purchases/offer-path"
import { click, clickInLibrary, downloadsLeft } from "@/tests/support/delivery-requests"
import { makePaidOrder, makeProduct } from "@/tests/support/factories"
import { makeSession } from "@/tests/support/session"
import { makeOwnOrder } from "@/tests/support/signed-in-order"

const bought = async () => makeOwnOrder({ products: [await makeProduct({ requiresSignIn: true })] })

describe("B27: a product that asks its buyer to sign in", () => {
  test("is not fetched by the order's link, which says what to do and takes nothing", async () => {
    const order = await bought()
    const response = await click(order.token, order.file.id)
    expect(response.status).toBe(403)
    const page = await response.text()
    expect(page).toContain("Sign in to download this")
    expect(page).toContain('href="/library"')
    expect(await downloadsLeft(order.purchaseId)).toBe(5)
    expect((await findOrder(order.token))?.lines[0]?.state).toBe("sign-in")
  })

  test("is fetched by its buyer, signed in, and by nobody else who is", async () => {
    const order = await bought()
    expect((await clickInLibrary(order.cookie, order.file.id)).status).toBe(303)
    const other = await makeSession((await makePaidOrder()).customerId)
    expect((await clickInLibrary(other.cookie, order.file.id)).status).toBe(404)
    expect(await downloadsLeft(order.purchaseId)).toBe(4)
  })

  test.each(["video", "article"] as const)(
    "is a %s that a browser's own order does not open",
    async (kind) => {
      const product = await makeProduct({ kind, requiresSignIn: true })
      const order = await makePaidOrder({ products: [product] })
      const guest = { customerId: null, checkoutIds: [order.id] }
      const buyer = { customerId: order.customerId, checkoutIds: [order.id] }
      expect(await openFor(product.slug, guest)).toEqual({
        open: 0,
        path: `/library/${product.slug}`,
      })
      expect((await openFor(product.slug, buyer)).open).toBe(1)
      expect(await findViewing(guest, order.file.id, new Date())).toBeNull()
      expect(await findViewing(buyer, order.file.id, new Date())).not.toBeNull()
    },
  )

  test("asks from the moment that its owner says so, and no longer once they take it back", async () => {
    const order = await makeOwnOrder()
    const { slug } = order.product
    expect(await changeSharing(slug, { requiresSignIn: true })).toMatchObject({
      requiresSignIn: true,
    })
    expect((await click(order.token, order.file.id)).status).toBe(403)
    await changeSharing(slug, { requiresSignIn: false, downloadLimit: 9 })
    expect((await click(order.token, order.file.id)).status).toBe(303)
    const sharing = await changeSharing(slug, {})
    expect(sharing).toMatchObject({ requiresSignIn: false, editions: [{ downloadLimit: 9 }] })
    await expect(changeSharing("nowhere", {})).rejects.toMatchObject({ code: "not-found" })
  })
})

async function openFor(slug: string, visitor: Visitor): Promise<{ open: number; path: string }> {
  const page = await findProductPage(slug, new Date())
  if (!page) throw new Error("There is no such page.")
  const [product] = await listOffers([page], visitor, new Date(), null)
  if (!product?.chosen) throw new Error("There is no offer.")
  return {
    open: listOpenEditions(product).length,
    path: offerPath(product.chosen.offer, slug),
  }
}
