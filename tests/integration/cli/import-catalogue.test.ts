import { mkdtemp, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { expect, it } from "vitest"
import { db } from "@/lib/db"
import { runShop } from "@/tests/support/run-shop"

const good = "The Book,19.99 USD,book.pdf"

async function file(name: string, content: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "kiosk-import-"))
  await writeFile(join(folder, "book.pdf"), "bytes")
  await writeFile(join(folder, name), content)
  return join(folder, name)
}

it("npm run shop -- import-catalogue has its help, imports, and says what it did", async () => {
  const help = await runShop(["import-catalogue", "--help"])
  for (const option of ["--dry-run", "--strict", "--only-new", "--json"])
    expect(help.stdout).toContain(option)
  const path = await file("goods.csv", `title,price,file\n${good}\n`)
  const dry = await runShop(["import-catalogue", path, "--dry-run"])
  expect(dry).toMatchObject({ code: 0 })
  expect(dry.stdout).toContain("create   the-book")
  expect(dry.stdout).toContain("Nothing was written.")
  expect(await db().product.count()).toBe(0)
  const real = await runShop(["import-catalogue", path])
  expect(real).toMatchObject({ code: 0 })
  expect(real.stdout).toBe("1 created, 0 changed, 0 unchanged, 0 refused.\n")
  // Not a terminal: counted lines, and not among the results.
  expect(real.stderr).toContain("1 of 1 products")
  expect(await db().product.count()).toBe(1)
})

it("names the line, the field and what to do for a refused row, imports the others, and exits with 1", async () => {
  const path = await file("goods.csv", `title,price,file\nHalf,"12,50 EUR",book.pdf\n${good}\n`)
  const { code, stdout } = await runShop(["import-catalogue", path])
  expect(code).toBe(1)
  expect(stdout).toContain(
    "refused  line 2, price: Write the decimals behind a point: 12.50, not 12,50.",
  )
  expect(stdout).toContain("1 created, 0 changed, 0 unchanged, 1 refused.")
  const strict = await runShop(["import-catalogue", path, "--strict", "--json"])
  expect(strict.code).toBe(1)
  expect(JSON.parse(strict.stdout)).toMatchObject({
    isWritten: false,
    unchanged: 1,
    refused: 1,
    refusals: [{ row: 1, line: 2, field: "price" }],
  })
})

it("takes JSON with several editions", async () => {
  const editions = ["PDF", "EPUB", "Audio"].map((title) => ({ title, price: "9 USD" }))
  const path = await file(
    "goods.json",
    JSON.stringify([{ title: "The Book", file: "book.pdf", editions }]),
  )
  expect((await runShop(["import-catalogue", path])).code).toBe(0)
  const slugs = await db().edition.findMany({ orderBy: { position: "asc" } })
  expect(slugs.map((edition) => edition.slug)).toEqual([
    "the-book-pdf",
    "the-book-epub",
    "the-book-audio",
  ])
})

it("says on stderr what is wrong with a file as a whole, and fails", async () => {
  const { code, stdout, stderr } = await runShop([
    "import-catalogue",
    await file("goods.csv", "titel\nA"),
  ])
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" })
  expect(stderr).toContain('There is no column "titel"')
})
