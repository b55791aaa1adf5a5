import { mkdtemp, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { expect, it } from "vitest"
import { importCatalogue } from "@/lib/catalog/import-catalogue"
import { findProductPage } from "@/lib/catalog/store/product-page"
import { plusSeconds } from "@/lib/clock"
import { db } from "@/lib/db"
import { listOffers } from "@/lib/entitlements/list-offers"
import { pay } from "@/tests/support/buyer"
import { checkInvariants } from "@/tests/support/invariants"
import { click, startSelling } from "@/tests/support/selling"
import { waitUntil } from "@/tests/support/wait-until"

await startSelling()

const HOURS_48 = 48 * 3600

async function sellFilm(title = "A Film") {
  const folder = await mkdtemp(join(tmpdir(), "kiosk-rent-"))
  await writeFile(join(folder, "film.webm"), "film")
  const row = { slug: "a-film", title, kind: "video", groups: "drama", file: "film.webm" }
  return importCatalogue({
    rows: [{ ...row, price: "9.99 USD", rentPrice: "2.99 USD" }],
    folder,
  })
}

async function rent() {
  const started = await click("a-film-rent")
  if (started.outcome !== "redirect") throw new Error(`The click led to ${started.outcome}.`)
  await pay(started.url)
  return waitUntil(async () => db().entitlement.findFirst(), "the entitlement")
}

async function offersAt(customerId: string, now: Date) {
  const page = await findProductPage("a-film", now)
  const visitor = { customerId, checkoutIds: [] }
  const [offered] = await listOffers(page ? [page] : [], visitor, now, null)
  return offered
}

it("a rental opens the film for 48 hours once its payment was heard of, then it is for sale again because it expired", async () => {
  await sellFilm()
  const before = new Date()
  const entitlement = await rent()
  expect(entitlement.startsAt.getTime()).toBeGreaterThanOrEqual(before.getTime())
  expect(entitlement.startsAt.getTime()).toBeLessThanOrEqual(Date.now())
  expect(entitlement.endsAt).toEqual(plusSeconds(entitlement.startsAt, HOURS_48))

  const end = entitlement.endsAt ?? new Date(0)
  const open = await offersAt(entitlement.customerId, plusSeconds(end, -1))
  expect(open?.chosen).toMatchObject({
    slug: "a-film-rent",
    offer: { action: "watch", reason: "purchased", until: end },
  })
  const over = await offersAt(entitlement.customerId, end)
  expect(over?.chosen).toMatchObject({
    slug: "a-film-rent",
    offer: { action: "buy", reason: "expired", price: { amount: 299 }, until: end },
  })
  expect(over?.editions.map((edition) => edition.offer.reason)).toEqual(["expired", "for-sale"])
})

it("B29 an import over rented films leaves every order and entitlement as it was", async () => {
  await sellFilm()
  await rent()
  const have = async () =>
    JSON.stringify([
      await db().entitlement.findMany(),
      await db().purchase.findMany(),
      await db().checkoutLine.findMany({ include: { price: true } }),
    ])
  await checkInvariants()
  const before = await have()
  expect(await sellFilm("Another Name")).toMatchObject({ changed: 1 })
  expect(await have()).toBe(before)
  await checkInvariants()
})
