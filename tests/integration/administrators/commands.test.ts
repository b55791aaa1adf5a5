import { expect, it } from "vitest"
import { now } from "@/lib/clock"
import { db } from "@/lib/db"
import { listAccess } from "@/lib/entitlements/store/access"
import { storage } from "@/lib/storage/storage"
import {
  type MadeProduct,
  makePaidOrder,
  makeProduct,
  makeRelease,
} from "@/tests/support/factories"
import { wholeDatabase } from "@/tests/support/person"
import { runShop } from "@/tests/support/run-shop"

async function shop(...args: string[]): Promise<unknown> {
  const { code, stdout, stderr } = await runShop([...args, "--json"])
  if (stderr) return stderr.trim()
  return { code, ...(JSON.parse(stdout) as object) }
}

/** Runs a command with --dry-run and expects that not one row is another. */
async function tried(...args: string[]): Promise<unknown> {
  const before = await wholeDatabase()
  const told = await shop(...args, "--dry-run")
  expect(await wholeDatabase()).toBe(before)
  return told
}

const why = ["--reason", "They wrote"]
const actors = async () =>
  (await db().auditEntry.findMany({ orderBy: { id: "asc" } })).map(({ action, actor }) => [
    action,
    actor,
  ])

it("B79, B76: the command line grants to an address, lists what was granted, and ends it", async () => {
  const product = await makeProduct()
  const give = ["grant", "give", "Ada@Example.com", product.slug, ...why, "--mail"]
  expect(await tried(...give)).toMatchObject({ code: 0, dryRun: true, email: "ada@example.com" })
  expect(await shop(...give, "--until", "tomorrow")).toContain("Write a day as")
  const given = await shop(...give)
  expect(given).toMatchObject({ mailed: true, endsAt: null })
  const { grantId, customerId } = given as { grantId: string; customerId: string }
  const isOpen = async () => {
    const found = await listAccess([product.edition.id], { customerId, checkoutIds: [] })
    const [held] = found.get(product.edition.id)?.entitlements ?? []
    return held !== undefined && (held.endsAt === null || held.endsAt > now())
  }
  expect(await isOpen()).toBe(true)
  expect(await db().mail.count({ where: { kind: "access_granted" } })).toBe(1)
  const listed = await runShop(["grant", "list", "ada@example.com"])
  expect(listed.stdout).toMatch(new RegExp(`${grantId}.*open`))
  await tried("grant", "end", grantId, ...why)
  expect(await isOpen()).toBe(true)
  await shop("grant", "end", grantId, ...why)
  expect(await isOpen()).toBe(false)
  expect(await shop("grant", "end", grantId, ...why)).toContain("has ended already")
  expect(await actors()).toEqual([
    ["access.grant", "command line"],
    ["access.end", "command line"],
  ])
})

it("B79: orders are revoked, reassigned and mailed again, each tried before without a trace", async () => {
  const { id, email } = await makePaidOrder()
  const deeds = [
    ["revoke-access", id, ...why],
    ["reassign", id, "--to", "bea@example.com", ...why],
    ["resend-receipt", id],
  ]
  for (const deed of deeds) expect(await tried(...deed)).toMatchObject({ code: 0 })
  expect(await shop("resend-receipt", id)).toMatchObject({ to: email, dryRun: false })
  expect(await db().mail.count({ where: { kind: "receipt", recipient: email } })).toBe(1)
  expect(await tried("release-order", id, ...why)).toContain("not withheld")
})

it("B79: products are put on the shelf, archived and brought back; what is refused is said, and the rest done", async () => {
  const [one, sold] = [await makeProduct(), await makeProduct()]
  await makePaidOrder({ products: [sold] })
  const isArchived = async ({ id }: MadeProduct) =>
    (await db().product.findUniqueOrThrow({ where: { id } })).archivedAt !== null
  const both = [one.slug, sold.slug]
  expect(await tried("shelf", "archive", ...both)).toMatchObject({ changed: both, code: 0 })
  await shop("shelf", "archive", ...both)
  expect([await isArchived(one), await isArchived(sold)]).toEqual([true, true])
  expect(await shop("shelf", "restore", ...both, "nowhere")).toMatchObject({
    code: 1,
    changed: both,
    unknown: ["nowhere"],
  })
  expect(await shop("shelf", "draft", ...both)).toMatchObject({
    code: 1,
    changed: [one.slug],
    refused: [{ slug: sold.slug, reason: "sold" }],
  })
  expect(await shop("shelf", "draft", one.slug)).toMatchObject({ code: 0, same: [one.slug] })
})

it("B79, B30: a product that nobody has is deleted with its files, after a dry run and a yes", async () => {
  const [one, sold] = [await makeProduct(), await makeProduct()]
  await makePaidOrder({ products: [sold] })
  expect(await tried("delete-product", one.slug)).toMatchObject({ code: 0, slug: one.slug })
  expect(await tried("delete-product", sold.slug)).toContain("archive it instead")
  expect(await shop("delete-product", one.slug)).toContain("--yes")
  const { storageKey } = await db().releaseFile.findFirstOrThrow({
    where: { edition: { productId: one.id } },
  })
  expect(await storage().stat(storageKey)).not.toBeNull()
  await shop("delete-product", one.slug, "--yes")
  expect(await db().product.count()).toBe(1)
  expect(await storage().stat(storageKey)).toBeNull()
})

it("B79, B80: a version is taken back and brought back, each tried before", async () => {
  const product = await makeProduct()
  await makeRelease(product, product.edition, { version: "2.0" })
  const isOut = async () => {
    const { withdrawnAt } = await db().release.findFirstOrThrow({ where: { version: "2.0" } })
    return withdrawnAt === null
  }
  await tried("releases", product.slug, "--take-back", "2.0")
  await shop("releases", product.slug, "--take-back", "2.0")
  expect(await isOut()).toBe(false)
  await tried("releases", product.slug, "--bring-back", "2.0")
  await shop("releases", product.slug, "--bring-back", "2.0")
  expect(await isOut()).toBe(true)
  expect(await shop("releases", product.slug, "--take-back", "7.0")).toContain("7.0")
})
