import PDFDocument from "pdfkit"
import { type InvoiceWords, invoiceWords } from "@/lib/sandbox/invoices/invoice-words"
import { formatMoney } from "@/lib/sandbox/money"
import type { Stored } from "@/lib/sandbox/stripe/kinds"

type Doc = PDFKit.PDFDocument

/** A4, in points. */
const left = 56
const right = 539
/** More lines than this do not fit on the page. */
const mostLines = 14

/**
 * A final invoice as a PDF of one page, its text to be selected and searched. Lines that do not fit
 * are summed up in the last one; the invoice's page has them all.
 */
export function invoicePdf({ data: invoice, hidden }: Stored<"invoice">): Promise<Buffer> {
  const words = invoiceWords(invoice, hidden.lines)
  const money = (amount: number) => formatMoney(amount, invoice.currency)
  const doc = new PDFDocument({
    size: "A4",
    margin: 0,
    lang: "en",
    displayTitle: true,
    pdfVersion: "1.7",
    info: {
      Title: words.title,
      Author: invoice.account_name ?? "Kiosk",
      Creator: "Kiosk",
      Producer: "Kiosk",
      CreationDate: new Date((invoice.effective_at ?? invoice.created) * 1000),
    },
  })
  const done = collect(doc)
  doc.font("Helvetica-Bold").fontSize(20)
  put(doc, words.title, 56)
  doc.font("Helvetica").fontSize(10)
  put(doc, `${invoice.account_name ?? "Kiosk"}. From the sandbox: no money moved.`, 82)
  let y = facts(doc, [["Status", words.status], ...words.facts], 112)
  y = lines(doc, shortened(words), money, y + 20)
  for (const [label, amount] of words.sums) {
    sum(doc, label, money(amount), y)
    y += 16
  }
  doc.font("Helvetica-Bold").fontSize(11)
  const [label, amount] = words.due
  sum(doc, label, money(amount), y + 4)
  doc.end()
  return done
}

function collect(doc: Doc): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = []
    doc.on("data", (part: Buffer) => parts.push(part))
    doc.on("end", () => resolve(Buffer.concat(parts)))
    doc.on("error", reject)
  })
}

function facts(doc: Doc, rows: InvoiceWords["facts"], top: number): number {
  let y = top
  for (const [label, value] of rows) {
    doc.font("Helvetica").fillColor("#596273")
    put(doc, label, y, left, 110)
    doc.fillColor("#1b1f27")
    put(doc, value, y, left + 116, right - left - 116)
    y += 16
  }
  return y
}

function lines(
  doc: Doc,
  rows: InvoiceWords["lines"],
  money: (amount: number) => string,
  top: number,
): number {
  let y = top
  doc.font("Helvetica-Bold").fontSize(10)
  put(doc, "Description", y, left, 300)
  put(doc, "Quantity", y, 370, 60, "right")
  put(doc, "Amount", y, 440, right - 440, "right")
  y = rule(doc, y + 16)
  for (const line of rows) {
    doc.font("Helvetica").fontSize(10).fillColor("#1b1f27")
    put(doc, line.description, y, left, 310)
    put(doc, line.quantity > 0 ? String(line.quantity) : "", y, 370, 60, "right")
    put(doc, money(line.amount), y, 440, right - 440, "right")
    doc.fontSize(8).fillColor("#596273")
    put(doc, line.period, y + 13, left, 310)
    doc.fontSize(10).fillColor("#1b1f27")
    y = rule(doc, y + 27)
  }
  return y + 4
}

function shortened({ lines: all }: InvoiceWords): InvoiceWords["lines"] {
  if (all.length <= mostLines) return all
  const rest = all.slice(mostLines - 1)
  const amount = rest.reduce((total, line) => total + line.amount, 0)
  const last = {
    description: `${rest.length} more lines`,
    period: "See the invoice's page",
    quantity: 0,
    amount,
  }
  return [...all.slice(0, mostLines - 1), last]
}

function sum(doc: Doc, label: string, amount: string, y: number): void {
  put(doc, label, y, 300, 140, "right")
  put(doc, amount, y, 440, right - 440, "right")
}

function rule(doc: Doc, y: number): number {
  doc.moveTo(left, y).lineTo(right, y).lineWidth(0.5).strokeColor("#d9dde4").stroke()
  return y + 7
}

/** One line of text; what is too long for its width ends in an ellipsis. */
function put(
  doc: Doc,
  text: string,
  y: number,
  x = left,
  width = right - left,
  align: "left" | "right" = "left",
): void {
  doc.text(printable(text), x, y, { width, height: doc.currentLineHeight(), align, ellipsis: true })
}

/** The characters that a PDF's own fonts have beside Latin-1. Source: PDF 1.7, annex D (WinAnsi). */
const winAnsi = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"

/** Text as a PDF's own fonts can show it: other letters lose their accents, or become "?". */
function printable(text: string): string {
  return Array.from(text.normalize("NFC").replace(/\s/gu, " "), (sign) => {
    if (isPrintable(sign)) return sign
    const plain = sign.normalize("NFKD").replace(/\p{M}/gu, "")
    return Array.from(plain).every(isPrintable) ? plain : "?"
  }).join("")
}

function isPrintable(sign: string): boolean {
  return /^[\u0020-\u007e\u00a1-\u00ff]$/u.test(sign) || winAnsi.includes(sign)
}
