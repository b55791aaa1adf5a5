import PDFDocument from "pdfkit"
import { chooseFonts, fontPath, PLAIN } from "@/lib/choose-fonts"
import { env, supportEmail } from "@/lib/env"
import { formatMoney } from "@/lib/money"
import { countryName } from "@/lib/papers/country-rules"
import { isReverseCharge } from "@/lib/papers/rules"
import type { Paper } from "@/lib/papers/store"

const LEFT = 56
const RIGHT = 539
const BOTTOM = 770
const quiet = "#5a5a5a"

/** A document being set: `y` is where the next line goes, in points from the upper edge. */
type Sheet = { doc: PDFKit.PDFDocument; y: number }
type Print = { x?: number; width?: number; size?: number; color?: string; align?: "right" }

/** A paper as a PDF. The same paper gives the same bytes. */
export async function drawPaper(paper: Paper): Promise<Buffer> {
  const title = `${paper.kind === "invoice" ? "Invoice" : "Credit note"} ${paper.number}`
  const date = paper.createdAt
  const doc = new PDFDocument({
    size: "A4",
    margin: 0,
    font: fontPath(PLAIN),
    lang: env().SHOP_LOCALE,
    displayTitle: true,
    pdfVersion: "1.7",
    info: { Title: title, Author: env().SHOP_NAME, CreationDate: date, ModDate: date },
  })
  const bytes = collect(doc)
  const sheet = { doc, y: 56 }
  drawParties(sheet, paper)
  sheet.y += 28
  print(sheet, title, { size: 20 })
  sheet.y += 8
  for (const fact of factsOf(paper)) print(sheet, fact, { size: 9, color: quiet })
  sheet.y += 20
  drawLines(sheet, paper)
  drawTotals(sheet, paper)
  for (const note of notesOf(paper)) {
    sheet.y += 14
    print(sheet, note, { size: 9 })
  }
  doc.end()
  return bytes
}

function drawParties(sheet: Sheet, paper: Paper): void {
  const { buyerName, businessName, address, country, vatId } = paper
  const seller = [env().SHOP_NAME, ...paper.seller.filter((one) => one !== env().SHOP_NAME)]
  const top = sheet.y
  for (const line of [...seller, supportEmail()])
    print(sheet, line, { x: 320, width: RIGHT - 320, size: 9 })
  const below = sheet.y
  sheet.y = top
  const buyer = [
    businessName ?? buyerName,
    ...(businessName ? [buyerName] : []),
    ...address,
    ...(country ? [countryName(country, env().SHOP_LOCALE)] : []),
    ...(vatId ? [`VAT number ${vatId}`] : []),
  ]
  print(sheet, "To", { size: 9, color: quiet })
  for (const line of buyer) print(sheet, line, { width: 240, size: 11 })
  sheet.y = Math.max(sheet.y, below)
}

function factsOf({ kind, about, createdAt, suppliedAt, checkoutId }: Paper): string[] {
  const word = about?.kind === "invoice" ? "invoice" : "credit note"
  return [
    `Date ${dayOf(createdAt)}`,
    `Paid and delivered ${dayOf(suppliedAt)}`,
    `Order ${checkoutId}`,
    ...(about
      ? [
          `${kind === "invoice" ? "In place of" : "Takes back, of"} ${word} ${about.number} of ${dayOf(about.createdAt)}`,
        ]
      : []),
  ]
}

function drawLines(sheet: Sheet, paper: Paper): void {
  for (const line of paper.lines) {
    if (sheet.y > BOTTOM - 60) {
      sheet.doc.addPage()
      sheet.y = 56
    }
    const top = sheet.y
    print(sheet, line.title, { width: 340, size: 10 })
    const below = sheet.y
    sheet.y = top
    print(sheet, money(paper, line.amountTotal), { align: "right", size: 10 })
    sheet.y = Math.max(sheet.y, below) + 4
    sheet.doc.moveTo(LEFT, sheet.y).lineTo(RIGHT, sheet.y).lineWidth(0.5).stroke("#cccccc")
    sheet.y += 6
  }
}

function drawTotals(sheet: Sheet, paper: Paper): void {
  const row = (label: string, amount: number, size: number) => {
    const top = sheet.y
    print(sheet, label, { x: 320, width: 120, size })
    sheet.y = top
    print(sheet, money(paper, amount), { align: "right", size })
  }
  sheet.y += 6
  row("Net", paper.amountNet, 10)
  row("Tax", paper.amountTax, 10)
  row(paper.kind === "invoice" ? "Total" : "Credited", paper.amountTotal, 12)
}

function notesOf(paper: Paper): string[] {
  return [
    ...(isReverseCharge(paper) ? ["Reverse charge: the recipient is liable for the tax."] : []),
    paper.kind === "invoice"
      ? "Paid in full. Nothing is left to pay."
      : "Each amount above is taken back from the invoice that is named.",
  ]
}

function money({ currency }: Paper, amount: number): string {
  return formatMoney({ amount, currency }, env().SHOP_LOCALE)
}

function dayOf(date: Date): string {
  const { SHOP_LOCALE, SHOP_TIME_ZONE } = env()
  return date.toLocaleDateString(SHOP_LOCALE, { dateStyle: "long", timeZone: SHOP_TIME_ZONE })
}

function print(sheet: Sheet, text: string, options: Print): void {
  const { x = LEFT, width = RIGHT - x, size = 10, color = "#111111", align } = options
  const { doc } = sheet
  const runs = chooseFonts(text)
  doc.fontSize(size).fillColor(color)
  const widths = runs.map((run) => doc.font(fontPath(run.file)).widthOfString(run.text))
  const all = widths.reduce((sum, one) => sum + one, 0)
  const start = align === "right" ? RIGHT - all : x
  runs.forEach((run, at) => {
    const continued = at < runs.length - 1
    doc.font(fontPath(run.file))
    if (at === 0) doc.text(run.text, start, sheet.y, { width: align ? all + 1 : width, continued })
    else doc.text(run.text, { continued })
  })
  sheet.y = Math.max(doc.y, sheet.y + size * 1.3)
}

async function collect(doc: PDFKit.PDFDocument): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of doc) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks)
}
