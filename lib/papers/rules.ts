/** A line of an order on a paper. Amounts in minor units; the total has its tax in it. */
export type PaperLine = { id: string; title: string; amountTax: number; amountTotal: number }

export type PaperKind = "invoice" | "credit_note"

/** What of a paper decides which ones follow. */
export type Written = {
  id: string
  kind: PaperKind
  refundId: string | null
  lines: PaperLine[]
}

type Refund = { id: string; lineId: string | null; amount: number; status: string }

/** A paper that is still to be written because of a refund. */
export type Due = {
  kind: PaperKind
  refundId: string
  aboutId: string
  lines: PaperLine[]
}

/** How many invoices one order may have: each correction is one more. */
export const MOST_INVOICES = 10

/** What is charged by an order's papers: all invoices less all credit notes, line by line. */
export function chargedBy(papers: Written[]): PaperLine[] {
  const lines = new Map<string, PaperLine>()
  for (const { kind, lines: own } of papers)
    for (const line of own) {
      const sign = kind === "invoice" ? 1 : -1
      const known = lines.get(line.id) ?? { ...line, amountTax: 0, amountTotal: 0 }
      lines.set(line.id, {
        ...known,
        amountTax: known.amountTax + sign * line.amountTax,
        amountTotal: known.amountTotal + sign * line.amountTotal,
      })
    }
  return [...lines.values()].filter((line) => line.amountTotal > 0)
}

/**
 * The part of `charged` that an amount gives back, at most all of it: of the line that the refund names as
 * far as it goes, the rest of all lines by their share. Each line's tax goes in the same proportion, and
 * what takes the last of a line takes the last of its tax.
 */
export function takeFrom(charged: PaperLine[], amount: number, lineId: string | null): PaperLine[] {
  const named = charged.find(({ id }) => id === lineId)
  const ofNamed = Math.min(named?.amountTotal ?? 0, amount)
  const rest = charged.map((line) => line.amountTotal - (line === named ? ofNamed : 0))
  const shares = spread(Math.min(amount - ofNamed, sumOf(rest)), rest)
  return charged.flatMap((line, at) => {
    const taken = (shares[at] ?? 0) + (line === named ? ofNamed : 0)
    if (taken === 0) return []
    const amountTax = Math.round((line.amountTax * taken) / line.amountTotal)
    return [{ ...line, amountTax, amountTotal: taken }]
  })
}

/**
 * The papers that an order's refunds ask for and that were not written yet, in the order in which they are
 * written: a credit note for what has gone back, and an invoice anew where that failed afterwards. None
 * without an invoice: nothing was asked of the buyer in writing. `papers` are the order's, oldest first.
 */
export function duePapers(papers: Written[], refunds: Refund[]): Due[] {
  const due: Due[] = []
  for (const { id: refundId, lineId, amount, status } of refunds) {
    const all = [...papers, ...due.map((one) => ({ ...one, id: one.aboutId }))]
    const invoice = papers.findLast(({ kind }) => kind === "invoice")
    const credited = papers.find((one) => one.kind === "credit_note" && one.refundId === refundId)
    const isCharged = papers.some((one) => one.kind === "invoice" && one.refundId === refundId)
    const isBack = status === "succeeded"
    if (invoice && isBack && !credited) {
      const lines = takeFrom(chargedBy(all), amount, lineId)
      if (lines.length > 0) due.push({ kind: "credit_note", refundId, aboutId: invoice.id, lines })
    }
    if (credited && !isCharged && (status === "failed" || status === "canceled"))
      due.push({ kind: "invoice", refundId, aboutId: credited.id, lines: credited.lines })
  }
  return due
}

/** The sums of a paper's lines, in minor units. */
export function totalsOf(lines: PaperLine[]) {
  const amountTotal = sumOf(lines.map((line) => line.amountTotal))
  const amountTax = sumOf(lines.map((line) => line.amountTax))
  return { amountNet: amountTotal - amountTax, amountTax, amountTotal }
}

/**
 * Whether a paper says "Reverse charge": only where no tax was charged because the buyer owes it, and the
 * authority knew the number. A number that was merely typed moves no tax to anybody, and tax can be 0 for
 * other reasons: where the seller is not registered, or for goods without tax.
 */
export function isReverseCharge(paper: {
  amountTax: number
  vatId: string | null
  vatIdIsValid: boolean
  isReverseCharged: boolean
}): boolean {
  const isBusiness = paper.vatId !== null && paper.vatIdIsValid
  return paper.amountTax === 0 && paper.isReverseCharged && isBusiness
}

/**
 * The seller as an imprint names them: the lines of its first section, and those of any other that name a
 * tax number, without Markdown. What nobody has filled in yet ("[REPLACE: …]") is left out.
 */
export function sellerOf(imprint: string): string[] {
  const [, first = "", ...others] = imprint.split(/^#+ .*$/m)
  const tax = others.flatMap((section) => section.split("\n")).filter((line) => TAX.test(line))
  return [...first.split("\n"), ...tax]
    .map((line) =>
      line
        .replace(/\\([^\w\s])/g, "$1")
        .replace(/\\$/, "")
        .replace(/[*_`]/g, "")
        .trim(),
    )
    .filter((line) => line !== "" && !line.includes("[REPLACE"))
}

const TAX = /\b(VAT|UID|USt|TVA|IVA|BTW|MwSt|moms|tax number)\b/i

/** `whole` in parts by weight, which add up to it exactly. */
function spread(whole: number, weights: number[]): number[] {
  const sum = sumOf(weights)
  let [weightSoFar, given] = [0, 0]
  return weights.map((weight) => {
    weightSoFar += weight
    const part = (sum === 0 ? 0 : Math.round((whole * weightSoFar) / sum)) - given
    given += part
    return part
  })
}

function sumOf(numbers: number[]): number {
  return numbers.reduce((sum, one) => sum + one, 0)
}
