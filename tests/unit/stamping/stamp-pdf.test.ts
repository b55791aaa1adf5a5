import { degrees, PDFDocument, PDFName, PDFNumber } from "@cantoo/pdf-lib"
import { expect, test } from "vitest"
import { stampPdf } from "@/lib/stamping/stamp-pdf"
import { makePdf, readOutline, readPages } from "@/tests/support/make-pdf"

const LINE = "ada@example.com · Kiosk"

async function stamped(source: Uint8Array, line = LINE): Promise<Uint8Array> {
  const made = await stampPdf(source, line)
  if (made.outcome !== "stamped") throw new Error(`It was ${made.obstacle}.`)
  return made.bytes
}

/** A PDF, changed by `change`. */
async function changed(change: (document: PDFDocument) => void): Promise<Uint8Array> {
  const document = await PDFDocument.load(await makePdf(), { updateMetadata: false })
  change(document)
  return document.save()
}

test("B31: the line stands on each page; pages, bookmarks, links and what it says of itself stay", async () => {
  const source = await makePdf({ pages: 4 })
  const bytes = await stamped(source)
  expect(await readPages(source)).toEqual([1, 2, 3, 4].map((n) => `Page ${n}`))
  expect(await readPages(bytes)).toEqual([1, 2, 3, 4].map((n) => `Page ${n}\n${LINE}`))
  expect(await readOutline(bytes)).toEqual([1, 2, 3, 4].map((n) => `Chapter ${n}`))
  const document = await PDFDocument.load(bytes, { updateMetadata: false })
  const original = await PDFDocument.load(source, { updateMetadata: false })
  expect([document.getTitle(), document.getAuthor()]).toEqual(["The Book", "Ada"])
  expect(document.getModificationDate()).toEqual(original.getModificationDate())
  expect(document.getProducer()).toBe(original.getProducer())
  for (const page of document.getPages()) expect(page.node.Annots()?.size()).toBe(1)
})

test("B31: turned and cropped pages stay as they are", async () => {
  const source = await changed((document) => {
    const [first, second] = document.getPages()
    first?.setRotation(degrees(90))
    second?.setCropBox(50, 60, 200, 300)
  })
  const bytes = await stamped(source)
  const [first, second] = (await PDFDocument.load(bytes)).getPages()
  expect(first?.getRotation().angle).toBe(90)
  expect(second?.getCropBox()).toEqual({ x: 50, y: 60, width: 200, height: 300 })
  expect((await readPages(bytes)).every((text) => text.endsWith(LINE))).toBe(true)
})

test("B31: it is written in any letters", async () => {
  const line = "ada@example.com · Книги Ωμέγα · order 1"
  expect(await readPages(await stamped(await makePdf({ pages: 1 }), line))).toEqual([
    `Page 1\n${line}`,
  ])
})

test.each([
  ["encrypted", () => makePdf({ isEncrypted: true })],
  ["broken", async () => Buffer.from("%PDF-1.7\nnothing of the kind")],
  ["broken", async () => Buffer.from("PK\x03\x04")],
  ["broken", async () => (await makePdf()).subarray(0, 700)],
  [
    "signed",
    () =>
      changed(({ catalog, context }) =>
        catalog.set(PDFName.of("AcroForm"), context.obj({ Fields: [], SigFlags: PDFNumber.of(3) })),
      ),
  ],
  [
    "signed",
    () => changed(({ catalog, context }) => catalog.set(PDFName.of("Perms"), context.obj({}))),
  ],
])("B31: a PDF that is %s is left alone", async (obstacle, make) => {
  expect(await stampPdf(await make(), LINE)).toEqual({ outcome: "unstampable", obstacle })
})
