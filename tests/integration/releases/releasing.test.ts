import { expect, it } from "vitest"
import { eraseCustomer } from "@/lib/account/erase-customer"
import { plusSeconds } from "@/lib/clock"
import { db } from "@/lib/db"
import { storage } from "@/lib/storage/storage"
import { makePaidOrder, makeProduct, revoke } from "@/tests/support/factories"
import { grantAccess, makeCustomer } from "@/tests/support/grant-access"
import { mailbox } from "@/tests/support/mailbox"
import { localFile, release, startReleasing } from "@/tests/support/releasing"
import { runShop } from "@/tests/support/run-shop"

const sandbox = await startReleasing()

const recipients = async () => (await mailbox(sandbox.url)).map((letter) => letter.to).toSorted()

it("K18 one command uploads, makes a version and writes to every owner once; again, it sends 0", async () => {
  const product = await makeProduct({ title: "The Book" })
  await makePaidOrder({ products: [product], email: "ada@example.com" })
  await makePaidOrder({ products: [product], email: "ada@example.com" })
  await grantAccess(await makeCustomer("bea@example.com"), { productId: product.id })
  await makePaidOrder({ email: "elsewhere@example.com" })
  const file = await localFile()
  const args = ["--file", file.path, "--notes", "# Better\n\n- *Two* chapters <more>"]

  const first = await runShop(["release", product.slug, ...args])
  expect(first).toMatchObject({ code: 0 })
  expect(first.stdout).toContain(`${product.slug} 1.1`)
  expect(first.stdout).toContain("owners 2, opted out 0")
  expect(first.stdout).toContain("queued now 2")
  expect(first.stdout).toMatch(/sent 2, waiting 0, failed 0, delivered \d, bounced 0, complained 0/)
  expect(await recipients()).toEqual(["ada@example.com", "bea@example.com"])

  const [row] = await db().releaseFile.findMany({ where: { release: { version: "1.1" } } })
  expect(row).toMatchObject({ sha256: file.sha256, editionId: product.edition.id })
  const kept = await storage().read(row?.storageKey ?? "")
  expect(Buffer.concat(await kept.toArray())).toEqual(file.bytes)

  const second = await release(product.slug, ...args)
  expect(second).toMatchObject({ version: "1.1", isNew: false, queuedNow: 0 })
  expect(second.mails).toMatchObject({ sent: 2, waiting: 0 })
  expect(await recipients()).toHaveLength(2)
  expect(await db().release.count({ where: { productId: product.id } })).toBe(2)
})

it("K18 the letter says what is new, where it is, and how to get no more (RFC 8058)", async () => {
  const product = await makeProduct({ title: "The Book" })
  await makePaidOrder({ products: [product], email: "ada@example.com" })
  await makePaidOrder({ products: [product], email: "bea@example.com" })
  const { path } = await localFile()
  await release(product.slug, "--file", path, "--notes", "## New\n\n- One <b>\n- Two")
  const keys = new Set<string>()
  for (const address of ["ada@example.com", "bea@example.com"]) {
    const [letter] = await mailbox(sandbox.url, address)
    expect(letter?.subject).toBe("The Book: version 1.1 is here")
    expect(letter?.text).toMatch(/- One <b>\n- Two/)
    expect(letter?.html).toContain("- One &lt;b&gt;")
    const page = /http:\/\/localhost:3000\/unsubscribe\/([A-Za-z0-9_-]{46})/
    const [, key = ""] = page.exec(letter?.text ?? "") ?? []
    keys.add(key)
    for (const body of [letter?.html, letter?.text]) {
      expect(body).toContain(`http://localhost:3000/library/${product.slug}`)
      expect(body).toContain(`/unsubscribe/${key}`)
      expect(body).not.toMatch(/undefined|\[object Object\]|NaN/)
    }
    const headers = new Map(Object.entries(letter?.headers ?? {}))
    expect(headers.get("List-Unsubscribe")).toBe(`<http://localhost:3000/api/unsubscribe/${key}>`)
    expect(headers.get("List-Unsubscribe-Post")).toBe("List-Unsubscribe=One-Click")
  }
  expect(keys.size).toBe(2)
})

it("K18 who was refunded, disputes, was forgotten, opted out, or whose time is over gets none", async () => {
  const product = await makeProduct()
  const buy = (email: string) => makePaidOrder({ products: [product], email })
  await buy("owner@example.com")
  await revoke((await buy("refunded@example.com")).purchaseId)
  await revoke((await buy("disputing@example.com")).purchaseId, "disputed")
  await eraseCustomer((await buy("forgotten@example.com")).customerId)
  const { customerId } = await buy("quiet@example.com")
  await db().mailOptOut.create({ data: { customerId, reason: "asked" } })
  const ended = plusSeconds(new Date(), -60)
  await makePaidOrder({ products: [product], email: "ended@example.com", endsAt: ended })
  const { path } = await localFile()
  const told = await release(product.slug, "--file", path)
  expect(told.owners).toMatchObject({ owners: 2, optedOut: 1 })
  expect(await recipients()).toEqual(["owner@example.com"])
})

it("K18 who lost it, opted out or was forgotten after the mail was queued gets none", async () => {
  const product = await makeProduct()
  const buy = (email: string) => makePaidOrder({ products: [product], email })
  const [refunded, quiet, forgotten] = [
    await buy("refunded@example.com"),
    await buy("quiet@example.com"),
    await buy("forgotten@example.com"),
  ]
  await buy("owner@example.com")
  await sandbox.control("mail", { mode: "down" })
  const { path } = await localFile()
  const waiting = await release(product.slug, "--file", path)
  expect(waiting.mails).toMatchObject({ sent: 0, waiting: 4 })
  await revoke(refunded.purchaseId)
  await db().mailOptOut.create({ data: { customerId: quiet.customerId, reason: "asked" } })
  await eraseCustomer(forgotten.customerId)
  await sandbox.control("mail", { mode: "ok" })
  const told = await release(product.slug, "--file", path)
  expect(told.mails).toMatchObject({ sent: 1, waiting: 0, leftOut: 3 })
  expect(await recipients()).toEqual(["owner@example.com"])
})

it("K18 an owner who changed their address after the mail gets no second one", async () => {
  const product = await makeProduct()
  const { customerId } = await makePaidOrder({ products: [product], email: "old@example.com" })
  const { path } = await localFile()
  await release(product.slug, "--file", path)
  await db().customer.update({ where: { id: customerId }, data: { email: "new@example.com" } })
  expect(await release(product.slug, "--file", path)).toMatchObject({ queuedNow: 0 })
  expect(await recipients()).toEqual(["old@example.com"])
})

it("a version raises the downloads of open purchases to the limit, once", async () => {
  const product = await makeProduct({ editions: [{ downloadLimit: 5 }] })
  const buy = (downloadsLeft: number) => makePaidOrder({ products: [product], downloadsLeft })
  const [used, more, gone] = [await buy(0), await buy(9), await buy(1)]
  await revoke(gone.purchaseId)
  const left = async () =>
    Promise.all(
      [used, more, gone].map(async ({ purchaseId: id }) => {
        const { downloadsLeft } = await db().purchase.findUniqueOrThrow({ where: { id } })
        return downloadsLeft
      }),
    )
  const { path } = await localFile()
  expect(await release(product.slug, "--file", path)).toMatchObject({ downloadsRaised: 1 })
  expect(await left()).toEqual([5, 9, 1])
  await db().purchase.update({ where: { id: used.purchaseId }, data: { downloadsLeft: 2 } })
  expect(await release(product.slug, "--file", path)).toMatchObject({ downloadsRaised: 0 })
  expect(await left()).toEqual([2, 9, 1])
})

it("B29 B80 a new file reaches past buyers at once; editions and files without a new one keep theirs", async () => {
  const product = await makeProduct({
    editions: [{ files: [{ name: "book.pdf" }, { name: "sheet.pdf" }] }, { title: "EPUB" }],
  })
  const [pdf, epub] = product.editions
  const file = await localFile("book.pdf")
  const told = await release(product.slug, "--file", `${pdf?.slug}=${file.path}`, "--no-mail")
  expect(told.added).toMatchObject([{ edition: pdf?.slug, name: "book.pdf", sha256: file.sha256 }])
  expect(told.kept).toEqual([{ edition: pdf?.slug, name: "sheet.pdf" }])
  const newest = await db().releaseFile.findMany({
    where: { release: { version: "1.1" } },
    orderBy: { position: "asc" },
  })
  expect(newest.map(({ name, sha256 }) => [name, sha256])).toEqual([
    ["book.pdf", file.sha256],
    ["sheet.pdf", pdf?.files[1]?.sha256],
  ])
  expect(await db().releaseFile.count({ where: { editionId: epub?.id ?? "" } })).toBe(1)
})

it("files never change: other bytes for a version that is out are refused, and nothing is written", async () => {
  const product = await makeProduct()
  const [one, other] = [await localFile(), await localFile()]
  await release(product.slug, "--file", one.path, "--version", "2.0")
  const { code, stderr } = await runShop([
    "release",
    product.slug,
    "--file",
    other.path,
    "--version",
    "2.0",
  ])
  expect(code).toBe(1)
  expect(stderr).toContain("Version 2.0 of The Book is out with other files.")
  const files = await db().releaseFile.findMany({ where: { release: { version: "2.0" } } })
  expect(files.map(({ sha256 }) => sha256)).toEqual([one.sha256])
})

it("--dry-run says what it would do and does none of it; --no-mail writes to nobody", async () => {
  const product = await makeProduct()
  await makePaidOrder({ products: [product], downloadsLeft: 0 })
  const file = await localFile()
  const dry = await release(product.slug, "--file", file.path, "--dry-run")
  expect(dry).toMatchObject({ version: "1.1", isNew: true, downloadsRaised: 1 })
  expect(dry.owners).toMatchObject({ owners: 1, toTell: 1 })
  expect(await db().release.count()).toBe(1)
  expect(await storage().stat(`files/${file.sha256}`)).toBeNull()
  expect(await db().purchase.findFirst()).toMatchObject({ downloadsLeft: 0 })
  const quiet = await release(product.slug, "--file", file.path, "--no-mail")
  expect(quiet).toMatchObject({ isNew: true, queuedNow: 0 })
  expect(await db().mail.count()).toBe(0)
  expect(await release(product.slug, "--file", file.path)).toMatchObject({ queuedNow: 1 })
})

it("says what it needs: a known product, a file that is there, an edition where there are several", async () => {
  const product = await makeProduct({ editions: [{ slug: "the-pdf" }, { slug: "the-epub" }] })
  const { path } = await localFile()
  const complaint = async (...args: string[]) => (await runShop(["release", ...args])).stderr
  expect(await complaint("nothing", "--file", path)).toContain("There is no product nothing.")
  expect(await complaint(product.slug)).toContain("Say with --file what is new.")
  expect(await complaint(product.slug, "--file", path)).toContain("They are: the-pdf, the-epub.")
  expect(await complaint(product.slug, "--file", "the-pdf=/nowhere")).toContain("can't be read")
  expect(await db().release.count()).toBe(1)
})
