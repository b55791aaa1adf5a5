import { readFile, symlink, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import { columns } from "@/lib/catalog/import/row-schema"
import { importCatalogue } from "@/lib/catalog/import-catalogue"
import { db } from "@/lib/db"
import { bookRow, importFolder } from "@/tests/support/import-folder"

const { path: folder, put, importRows } = importFolder()

describe("an import", () => {
  it("keeps equal bytes once, whatever they are called", async () => {
    for (const name of ["a.pdf", "b.pdf"]) await put(name, "equal bytes")
    await importRows([
      { title: "A", price: "1 USD", file: "a.pdf" },
      { title: "B", price: "1 USD", file: "b.pdf" },
    ])
    const files = await db().releaseFile.findMany()
    expect(files.map((file) => file.name).sort()).toEqual(["a.pdf", "b.pdf"])
    expect(new Set(files.map((file) => file.storageKey)).size).toBe(1)
  })

  it("refuses other bytes under the same version, and takes them as a new one", async () => {
    await put("book.pdf", "first")
    await importRows([bookRow])
    await put("book.pdf", "second")
    const refused = await importRows([bookRow])
    expect(refused.refusals).toMatchObject([{ field: "version" }])
    expect(await importRows([{ ...bookRow, version: "1.0" }])).toMatchObject({ refused: 1 })
    expect(await importRows([{ ...bookRow, version: "1.1" }])).toMatchObject({ changed: 1 })
    expect(await importRows([{ ...bookRow, version: "1.1" }])).toMatchObject({ unchanged: 1 })
    expect(await db().releaseFile.count()).toBe(2)
  })

  it("adds an edition of the same film without asking for a version", async () => {
    await put("film.webm", "film")
    const film = { title: "A Film", kind: "video", price: "9 USD", file: "film.webm" }
    await importRows([film])
    expect(await importRows([{ ...film, rentPrice: "3 USD" }])).toMatchObject({ changed: 1 })
    expect(await db().release.count()).toBe(1)
    expect(await db().releaseFile.count()).toBe(2)
  })

  it("reads no file outside of the import file's folder, not through a link either", async () => {
    await writeFile(join(tmpdir(), "kiosk-secret.txt"), "secret")
    await symlink(join(tmpdir(), "kiosk-secret.txt"), join(folder(), "link.txt"))
    const paths = ["../kiosk-secret.txt", join(tmpdir(), "kiosk-secret.txt"), "link.txt", "."]
    const report = await importRows(
      paths.map((file, at) => ({ title: `Book ${at}`, price: "1 USD", file })),
    )
    expect(report).toMatchObject({ created: 0, refused: 4 })
  })

  it.each([
    ["UTF-16", Buffer.from("\ufefftitle\nA", "utf16le"), "is not UTF-8"],
    ["Windows' letters", Buffer.from("title\nAm\xe9lie", "latin1"), "is not UTF-8"],
  ])("of a file in %s says how to save it", async (_, bytes, part) => {
    await expect(importCatalogue({ path: await put("goods.csv", bytes) })).rejects.toThrow(part)
  })

  it("of a file that is too large, of another kind, or not there says so", async () => {
    const large = await put("large.csv", Buffer.alloc(65 * 1024 * 1024, "a"))
    await expect(importCatalogue({ path: large })).rejects.toThrow("Cut it into several")
    await expect(importCatalogue({ path: await put("a.xlsx", "x") })).rejects.toThrow("must end in")
    await expect(importCatalogue({ path: join(folder(), "no.csv") })).rejects.toThrow("no file")
  })
})

describe("docs/import.md", () => {
  it.each(["csv", "json"])("shows a %s file that can be imported", async (kind) => {
    const page = await readFile("docs/import.md", "utf8")
    const [, example = ""] = new RegExp(`\`\`\`${kind}\n([^]*?)\`\`\``).exec(page) ?? []
    for (const [, name = ""] of example.matchAll(/([\w./]+\.(?:webm|vtt|pdf|epub))/g))
      await put(name, `bytes of ${name}`)
    const report = await importCatalogue({ path: await put(`goods.${kind}`, example) })
    expect(report).toMatchObject({ created: kind === "csv" ? 2 : 1, refused: 0 })
  })

  it("names every column", async () => {
    const page = await readFile("docs/import.md", "utf8")
    expect(columns.filter((column) => !page.includes(`| \`${column}\` `))).toEqual([])
  })
})
