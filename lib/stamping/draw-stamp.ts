import { buffer } from "node:stream/consumers"
import PDFDocument from "pdfkit"
import { chooseFonts, fontPath, PLAIN } from "@/lib/choose-fonts"

const SIZE = 7
const LINE = 10
const grey = "#767676"

/** A page as large as the text on it, as a PDF: any letters that the shop's fonts have. */
export async function drawStamp(text: string): Promise<Buffer> {
  const runs = chooseFonts(text)
  const doc = new PDFDocument({ autoFirstPage: false, font: fontPath(PLAIN), margin: 0 })
  const bytes = buffer(doc)
  const widths = runs.map((run) =>
    doc.font(fontPath(run.file)).fontSize(SIZE).widthOfString(run.text),
  )
  const width = widths.reduce((sum, one) => sum + one, 0)
  doc.addPage({ size: [Math.max(1, width), LINE], margin: 0 }).fillColor(grey)
  let x = 0
  for (const [at, run] of runs.entries()) {
    doc.font(fontPath(run.file)).fontSize(SIZE)
    doc.text(run.text, x, LINE / 2, { baseline: "middle", lineBreak: false })
    x += widths[at] ?? 0
  }
  doc.end()
  return bytes
}
