import PDFDocument from "pdfkit"
import type { Theme } from "@/prisma/seed/demo/pdf/theme"

/** What is printed above a page's text; null on pages that open something or stay empty. */
export type PageMark = { header: string | null; footer: boolean }

/** A document being set, with the place where the next line goes. */
export type Press = {
  doc: PDFKit.PDFDocument
  theme: Theme
  /** Top of what comes next, in points from the upper edge. */
  y: number
  /** One for each page, in order. */
  pages: PageMark[]
  /** Chapters that links may lead to. */
  anchors: ReadonlySet<string>
  /** Header of the pages that begin by themselves while text flows. */
  header: string | null
}

export type PressOptions = {
  theme: Theme
  title: string
  author: string
  subject: string
  date: Date
  anchors?: ReadonlySet<string>
}

/** An empty document. The date also makes the file's id, so equal input gives equal bytes. */
export function startPress(options: PressOptions): Press {
  const { theme } = options
  const doc = new PDFDocument({
    autoFirstPage: false,
    bufferPages: true,
    margin: 0,
    size: [theme.paper.width, theme.paper.height],
    lang: "en-GB",
    displayTitle: true,
    pdfVersion: "1.7",
    info: {
      Title: options.title,
      Author: options.author,
      Subject: options.subject,
      Creator: "Kiosk",
      Producer: "Kiosk",
      CreationDate: options.date,
      ModDate: options.date,
    },
  })
  return { doc, theme, y: 0, pages: [], anchors: options.anchors ?? new Set(), header: null }
}

/** Begins a page; the next line goes to the top of its text. */
export function addPage(press: Press, mark: PageMark): void {
  press.doc.addPage({ size: [press.theme.paper.width, press.theme.paper.height], margin: 0 })
  press.pages.push(mark)
  press.y = press.theme.margin.top
}

/** Begins an odd page where the theme has two sides, leaving an empty one before it if need be. */
export function addOpeningPage(press: Press, mark: PageMark): void {
  if (press.theme.twoSided && press.pages.length % 2 === 1) {
    addPage(press, { header: null, footer: false })
  }
  addPage(press, mark)
}

/** Left edge of the text on the current page, or on page `index`. */
export function leftEdge(press: Press, index = press.pages.length - 1): number {
  const { inner, outer } = press.theme.margin
  return press.theme.twoSided && index % 2 === 1 ? outer : inner
}

export function textWidth(press: Press): number {
  return press.theme.paper.width - press.theme.margin.inner - press.theme.margin.outer
}

/** Points left below the last line. */
export function room(press: Press): number {
  return press.theme.paper.height - press.theme.margin.bottom - press.y
}

/** Begins a page unless `height` points are left on this one. */
export function ensureRoom(press: Press, height: number): void {
  if (room(press) < height) addPage(press, { header: press.header, footer: true })
}

/** Prints headers and page numbers, ends the document and gives its bytes. */
export async function finishPress(press: Press): Promise<Uint8Array> {
  const { doc, theme } = press
  press.pages.forEach((mark, index) => {
    doc.switchToPage(index)
    doc
      .font("Helvetica")
      .fontSize(theme.small - 1)
      .fillColor(theme.quiet)
    const left = leftEdge(press, index)
    const outside = theme.twoSided && index % 2 === 1 ? "left" : "right"
    const print = (text: string, y: number) => {
      const slack = outside === "right" ? textWidth(press) - doc.widthOfString(text) : 0
      doc.text(text, left + slack, y, { lineBreak: false })
    }
    if (mark.header) print(mark.header, theme.margin.top * 0.52)
    if (mark.footer) print(String(index + 1), theme.paper.height - theme.margin.bottom * 0.56)
  })
  const chunks: Uint8Array[] = []
  doc.on("data", (chunk: Uint8Array) => chunks.push(chunk))
  const ended = new Promise<void>((resolve) => doc.on("end", () => resolve()))
  doc.end()
  await ended
  return new Uint8Array(Buffer.concat(chunks))
}
