import {
  concatTransformationMatrix,
  drawObject,
  EncryptedPDFError,
  type PDFArray,
  PDFDict,
  PDFDocument,
  PDFName,
  PDFNumber,
  type PDFPage,
  type PDFRef,
  popGraphicsState,
  pushGraphicsState,
} from "@cantoo/pdf-lib"
import { drawStamp } from "@/lib/stamping/draw-stamp"
import { type Box, type Obstacle, placeStamp } from "@/lib/stamping/rules"

export type Stamping =
  | { outcome: "stamped"; bytes: Uint8Array }
  | { outcome: "unstampable"; obstacle: Obstacle }

/**
 * Writes a line at the foot of each page of a PDF and leaves everything else as it is: pages and their boxes,
 * turns, bookmarks, links, forms and what the document says of itself. A document that is encrypted or signed,
 * or that cannot be read whole, is left alone. Other work goes on meanwhile: it pauses every hundred objects.
 */
export async function stampPdf(source: Uint8Array, text: string): Promise<Stamping> {
  const read = await readPdf(source)
  if (!("document" in read)) return { outcome: "unstampable", obstacle: read.obstacle }
  const { document, pages } = read
  const [stamp] = await document.embedPdf(await drawStamp(text))
  if (!stamp) throw new Error("A stamp without a page.")
  const names = new Map<PDFDict, PDFName>()
  for (const page of pages) {
    const matrix = placeStamp(visibleBox(page), page.getRotation().angle, stamp)
    page.pushOperators(
      pushGraphicsState(),
      concatTransformationMatrix(...matrix),
      drawObject(nameOn(page, stamp.ref, names)),
      popGraphicsState(),
    )
  }
  const bytes = await document.save({ addDefaultPage: false, updateFieldAppearances: false })
  return { outcome: "stamped", bytes }
}

type Read = { document: PDFDocument; pages: PDFPage[] } | { obstacle: Obstacle }

async function readPdf(source: Uint8Array): Promise<Read> {
  try {
    const document = await PDFDocument.load(source, {
      updateMetadata: false,
      throwOnInvalidObject: true,
      preserveXFA: true,
    })
    const pages = document.getPages()
    // What stands on a page and how large it is: asked here, so that nothing is missing halfway.
    for (const page of pages) visibleBox(page)
    if (pages.length === 0) return { obstacle: "broken" }
    return isSigned(document) ? { obstacle: "signed" } : { document, pages }
  } catch (error) {
    return { obstacle: error instanceof EncryptedPDFError ? "encrypted" : "broken" }
  }
}

// SigFlags, bit 1: "the document contains at least one signature field that is signed" (ISO 32000-1,
// table 219); Perms: what a signature allows (12.8.4).
function isSigned({ catalog }: PDFDocument): boolean {
  if (catalog.has(PDFName.of("Perms"))) return true
  const form = catalog.lookupMaybe(PDFName.of("AcroForm"), PDFDict)
  const flags = form?.lookupMaybe(PDFName.of("SigFlags"), PDFNumber)?.asNumber() ?? 0
  return (flags & 1) === 1
}

// A viewer shows what of the crop box lies within the media box.
function visibleBox({ node }: PDFPage): Box {
  const media = boxOf(node.MediaBox())
  const crop = node.CropBox()
  if (!crop) return media
  const other = boxOf(crop)
  const both = {
    x0: Math.max(media.x0, other.x0),
    y0: Math.max(media.y0, other.y0),
    x1: Math.min(media.x1, other.x1),
    y1: Math.min(media.y1, other.y1),
  }
  return both.x0 < both.x1 && both.y0 < both.y1 ? both : media
}

function boxOf(array: PDFArray): Box {
  const [a = 0, b = 0, c = 0, d = 0] = [0, 1, 2, 3].map((at) =>
    array.lookup(at, PDFNumber).asNumber(),
  )
  return { x0: Math.min(a, c), y0: Math.min(b, d), x1: Math.max(a, c), y1: Math.max(b, d) }
}

// Pages may share one dictionary of what they draw with: the stamp stands once in each.
function nameOn({ node }: PDFPage, stamp: PDFRef, names: Map<PDFDict, PDFName>): PDFName {
  const { XObject: drawn } = node.normalizedEntries()
  const name = names.get(drawn) ?? node.newXObject("Stamp", stamp)
  names.set(drawn, name)
  return name
}
