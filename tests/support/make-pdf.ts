import { buffer } from "node:stream/consumers"
import {
  decodePDFRawStream,
  PDFDict,
  PDFDocument,
  PDFName,
  type PDFObject,
  PDFRawStream,
  PDFString,
} from "@cantoo/pdf-lib"
import PDFKit from "pdfkit"

/** A PDF of so many pages, each with a word on it, a bookmark, and a link; encrypted, if that is asked. */
export async function makePdf(
  options: { pages?: number; isEncrypted?: boolean; title?: string } = {},
): Promise<Buffer> {
  const { pages = 3, isEncrypted = false, title = "The Book" } = options
  const document = new PDFKit({
    autoFirstPage: false,
    size: [400, 600],
    info: { Title: title, Author: "Ada" },
    ...(isEncrypted ? { ownerPassword: "secret", permissions: { printing: "lowResolution" } } : {}),
  })
  const bytes = buffer(document)
  for (let number = 1; number <= pages; number++) {
    document.addPage().text(`Page ${number}`, 72, 72)
    document.link(72, 72, 100, 20, "https://example.com/")
    document.outline.addItem(`Chapter ${number}`)
  }
  document.end()
  return bytes
}

/** What a PDF's pages say: their own text and that of what stands on them by a name, one text a page. */
export async function readPages(bytes: Uint8Array): Promise<string[]> {
  const document = await PDFDocument.load(bytes, { updateMetadata: false })
  return document.getPages().map(({ node }) => {
    const { Contents: contents, XObject: drawn, Font: fonts } = node.normalizedEntries()
    const own = contents?.asArray().map((one) => streamOf(document, one)?.text ?? "") ?? []
    const forms = drawn.entries().flatMap(([name, ref]) => {
      const form = streamOf(document, ref)
      return form && own.join("\n").includes(`${name.asString()} Do`) ? [form] : []
    })
    return [
      say(document, own.join("\n"), fonts),
      ...forms.map(({ text, dict }) =>
        say(
          document,
          text,
          dict.lookup(PDFName.of("Resources"), PDFDict).lookup(PDFName.of("Font"), PDFDict),
        ),
      ),
    ].join("\n")
  })
}

/** The titles of its bookmarks. */
export async function readOutline(bytes: Uint8Array): Promise<string[]> {
  const { catalog } = await PDFDocument.load(bytes, { updateMetadata: false })
  const titles: string[] = []
  const root = catalog.lookupMaybe(PDFName.of("Outlines"), PDFDict)
  for (
    let one = root?.lookupMaybe(PDFName.of("First"), PDFDict);
    one;
    one = one.lookupMaybe(PDFName.of("Next"), PDFDict)
  )
    titles.push(one.lookup(PDFName.of("Title"), PDFString).decodeText())
  return titles
}

function streamOf({ context }: PDFDocument, what: PDFObject) {
  const stream = context.lookup(what)
  if (!(stream instanceof PDFRawStream)) return null
  const text = Buffer.from(decodePDFRawStream(stream).decode()).toString("latin1")
  return { text, dict: stream.dict }
}

// Texts are written as numbers of glyphs; each font says which letters those are.
function say(document: PDFDocument, content: string, fonts: PDFDict): string {
  let letters = new Map<string, string>()
  const said: string[] = []
  for (const [, font, hex] of content.matchAll(/\/(\w+) [\d.]+ Tf|<([0-9a-f]+)>/gi)) {
    if (font) letters = lettersOf(document, fonts.lookup(PDFName.of(font), PDFDict))
    else if (letters.size > 0)
      said.push(...(hex?.match(/.{4}/g) ?? []).map((glyph) => letters.get(glyph) ?? "?"))
    else said.push(Buffer.from(hex ?? "", "hex").toString("latin1"))
  }
  return said.join("")
}

function lettersOf(document: PDFDocument, font: PDFDict): Map<string, string> {
  const map = font.get(PDFName.of("ToUnicode"))
  const text = (map && streamOf(document, map)?.text) ?? ""
  const letters = new Map<string, string>()
  for (const [, from = "0", list = ""] of text.matchAll(/<(\w+)> <\w+> \[([^\]]*)\]/g))
    for (const [at, [, utf16 = ""]] of [...list.matchAll(/<(\w*)>/g)].entries()) {
      const glyph = (Number.parseInt(from, 16) + at).toString(16).padStart(4, "0")
      letters.set(glyph, Buffer.from(utf16, "hex").swap16().toString("utf16le"))
    }
  return letters
}
