import { describe, expect, it, vi } from "vitest"
import { listCatalogue } from "@/lib/catalog/store/catalogue"
import { plusSeconds } from "@/lib/clock"
import { db, pool, searchPool } from "@/lib/db"
import { listOffers } from "@/lib/entitlements/list-offers"
import { stranger, type Visitor } from "@/lib/entitlements/store/access"
import { newId } from "@/lib/tokens"
import { search, slugsOf } from "@/tests/integration/search/support"
import { makePaidOrder, makeProduct, revoke } from "@/tests/support/factories"
import { startTestSandbox } from "@/tests/support/sandbox"

const sandbox = await startTestSandbox()

async function signedIn(email = "ada@example.com"): Promise<Visitor & { customerId: string }> {
  const { id } = await db().customer.create({ data: { id: newId(), email } })
  return { customerId: id, checkoutIds: [] }
}

async function grantGroup(customerId: string, groupName: string, endsAt: Date | null = null) {
  const startsAt = plusSeconds(new Date(), -3600)
  await db().entitlement.create({
    data: { id: newId(), customerId, groupName, source: "grant", startsAt, endsAt },
  })
}

/** The button of the only hit. */
async function buttonOf(visitor: Visitor, q = "alien"): Promise<string> {
  const { products } = await search({ q }, visitor)
  expect(products).toHaveLength(1)
  const offer = products[0]?.chosen?.offer
  return `${offer?.action} ${offer?.reason}`
}

describe("S2: every hit says what this visitor may open", () => {
  it("differs between a stranger, an owner and one with its group in the button alone", async () => {
    const alien = await makeProduct({ title: "Alien", kind: "video", groups: ["horror", "space"] })
    const order = await makePaidOrder({ products: [alien] })
    const owner = { customerId: order.customerId, checkoutIds: [] }
    const member = await signedIn()
    await grantGroup(member.customerId, "space")
    const [asStranger, asOwner, asMember, asGuest] = await Promise.all(
      [stranger, owner, member, { customerId: null, checkoutIds: [order.id] }].map((visitor) =>
        search({ q: "alien" }, visitor),
      ),
    )
    const bare = (found: typeof asStranger) =>
      found?.products.map(({ chosen, editions, ...rest }) => ({
        ...rest,
        chosen: chosen?.slug,
        editions: editions.map(({ offer, ...edition }) => ({ ...edition, price: offer.price })),
      }))
    for (const found of [asOwner, asMember, asGuest]) expect(bare(found)).toEqual(bare(asStranger))
    const buttons = [asStranger, asOwner, asMember, asGuest].map((found) => {
      const offer = found?.products[0]?.chosen?.offer
      return [offer?.action, offer?.reason, offer?.isInLibrary]
    })
    expect(buttons).toEqual([
      ["buy", "for-sale", false],
      ["watch", "purchased", true],
      ["watch", "granted", true],
      ["watch", "purchased", false],
    ])
  })

  it("S3: says Watch, Read and Download by kind, as the catalogue does", async () => {
    const kinds = ["video", "article", "file"] as const
    const products = []
    for (const kind of kinds) products.push(await makeProduct({ title: `Alien ${kind}`, kind }))
    const { customerId } = await makePaidOrder({ products })
    const visitor = { customerId, checkoutIds: [] }
    const now = new Date()
    const catalogue = await listOffers((await listCatalogue({ now })).products, visitor, now, null)
    const found = await search({ q: "alien" }, visitor)
    const offers = (all: { slug: string; chosen: { offer: unknown } | null }[]) =>
      new Map(all.map(({ slug, chosen }) => [slug, chosen?.offer]))
    expect(offers(found.products)).toEqual(offers(catalogue))
    for (const [at, action] of ["watch", "read", "download"].entries())
      expect(offers(found.products).get(products[at]?.slug ?? "")).toMatchObject({ action })
  })

  it("S5: what was bought stays open when a group's access has ended", async () => {
    const alien = await makeProduct({ title: "Alien", kind: "video", groups: ["space"] })
    const { customerId, purchaseId } = await makePaidOrder({ products: [alien] })
    await grantGroup(customerId, "space", plusSeconds(new Date(), -60))
    const visitor = { customerId, checkoutIds: [] }
    expect(await buttonOf(visitor)).toBe("watch purchased")
    await revoke(purchaseId)
    expect(await buttonOf(visitor)).toBe("buy refunded")
  })

  it.each(["action", "adventure"])(
    "S7: a product of two groups is opened by %s alone",
    async (group) => {
      await makeProduct({ title: "Alien", kind: "video", groups: ["action", "adventure"] })
      const member = await signedIn()
      expect(await buttonOf(member)).toBe("buy for-sale")
      await grantGroup(member.customerId, "act")
      expect(await buttonOf(member)).toBe("buy for-sale")
      await grantGroup(member.customerId, group)
      expect(await buttonOf(member)).toBe("watch granted")
    },
  )

  it("X8: lists the ways to get it, and who has rented may still own", async () => {
    const alien = await makeProduct({
      title: "Alien",
      kind: "video",
      editions: [
        { title: "Own it", amount: 999 },
        { title: "Rent it", amount: 299, accessSeconds: 172_800 },
      ],
    })
    const { products } = await search({ q: "alien" })
    expect(products[0]?.chosen?.title).toBe("Rent it")
    expect(products[0]?.editions.map(({ accessSeconds }) => accessSeconds)).toEqual([null, 172_800])
    const [own, rent] = alien.editions
    if (!own || !rent) throw new Error("Two editions were made.")
    const endsAt = plusSeconds(new Date(), 3600)
    const rented = await makePaidOrder({ products: [{ ...alien, edition: rent }], endsAt })
    const again = await search({ q: "alien" }, { customerId: rented.customerId, checkoutIds: [] })
    expect(again.products[0]?.chosen?.offer).toMatchObject({ action: "watch", until: endsAt })
    expect(again.products[0]?.editions[0]?.offer).toMatchObject({ action: "buy" })
  })
})

describe("one round trip", () => {
  it("S9: hits, marks, prices, flags and count are one statement", async () => {
    for (let at = 0; at < 5; at++) await makeProduct({ title: `Alien ${at}`, groups: ["space"] })
    const order = await makePaidOrder({
      products: [await makeProduct({ title: "Alien resurrected" })],
    })
    await grantGroup(order.customerId, "space")
    const searching = vi.spyOn(searchPool(), "query")
    const elsewhere = vi.spyOn(pool(), "connect")
    const { products, count } = await search(
      { q: "alien", max: "50" },
      { customerId: order.customerId, checkoutIds: [order.id] },
    )
    expect([products.length, count]).toEqual([6, 6])
    expect(searching).toHaveBeenCalledTimes(1)
    expect(elsewhere).not.toHaveBeenCalled()
    vi.restoreAllMocks()
  })

  it("S10: Stripe is not asked, and may be down", async () => {
    await makeProduct({ title: "Alien" })
    await sandbox.control("api", { mode: "error" })
    const calls = vi.spyOn(globalThis, "fetch")
    expect(await slugsOf({ q: "alien" }, await signedIn())).toHaveLength(1)
    expect(calls).not.toHaveBeenCalled()
    vi.restoreAllMocks()
  })
})

describe("only what I can open now", () => {
  it("is what is live: bought, rented, given, or in a group; on this browser's orders too", async () => {
    const names = ["Bought", "Rented", "Ended", "Refunded", "Grouped", "Given", "Used up", "Other"]
    const made = new Map<string, Awaited<ReturnType<typeof makeProduct>>>()
    for (const name of names)
      made.set(
        name,
        await makeProduct({
          title: `Alien ${name}`,
          slug: name.toLowerCase().replace(" ", "-"),
          kind: name === "Used up" ? "file" : "video",
          groups: name === "Grouped" ? ["o'space \\ x"] : [],
        }),
      )
    const of = (name: string) => [made.get(name)].flatMap((one) => one ?? [])
    const email = "ada@example.com"
    const order = await makePaidOrder({ products: of("Bought"), email })
    const { customerId } = order
    await makePaidOrder({ products: of("Rented"), email, endsAt: plusSeconds(new Date(), 60) })
    await makePaidOrder({ products: of("Ended"), email, endsAt: plusSeconds(new Date(), -60) })
    const refunded = await makePaidOrder({ products: of("Refunded"), email })
    await revoke(refunded.purchaseId)
    await makePaidOrder({ products: of("Used up"), email, downloadsLeft: 0 })
    await grantGroup(customerId, "o'space \\ x")
    const startsAt = plusSeconds(new Date(), -60)
    const productId = made.get("Given")?.id ?? ""
    await db().entitlement.create({
      data: { id: newId(), customerId, productId, source: "grant", startsAt },
    })
    const visitor = { customerId, checkoutIds: [] }
    const open = ["bought", "given", "grouped", "rented"]
    for (const q of ["alien", ""]) {
      const found = await search({ q, open: "1" }, visitor)
      expect(found.products.map(({ slug }) => slug).toSorted()).toEqual(open)
      expect(found.products.map(({ chosen }) => chosen?.offer.action)).toEqual(
        open.map(() => "watch"),
      )
      expect(found.count).toBe(4)
    }
    const guest = { customerId: null, checkoutIds: [order.id] }
    expect(await slugsOf({ q: "alien", open: "1" }, guest)).toEqual(["bought"])
    expect(await slugsOf({ q: "alien", open: "1" }, stranger)).toEqual([])
    expect(await slugsOf({ q: "bought", open: "1" }, await signedIn("eve@example.com"))).toEqual([])
  })
})
