import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { buyerFields } from "@/lib/papers/buyer-rules"
import {
  chargedBy,
  duePapers,
  isReverseCharge,
  sellerOf,
  takeFrom,
  totalsOf,
  type Written,
} from "@/lib/papers/rules"

const line = (id: string, amountTotal: number, amountTax = 0) => ({
  id,
  title: id,
  amountTax,
  amountTotal,
})
const invoice = (...lines: ReturnType<typeof line>[]): Written => ({
  id: "i",
  kind: "invoice",
  refundId: null,
  lines,
})
const back = (id: string, amount: number, lineId: string | null = null, status = "succeeded") => ({
  id,
  amount,
  lineId,
  status,
})
const write = (papers: Written[], refunds: Parameters<typeof duePapers>[1]): Written[] => [
  ...papers,
  ...duePapers(papers, refunds).map((due, at) => ({ ...due, id: `n${papers.length + at}` })),
]

describe("B62: papers and refunds", () => {
  it("without an invoice nothing is credited, and nothing is credited twice", () => {
    expect(duePapers([], [back("r", 100)])).toEqual([])
    const once = write([invoice(line("a", 1000))], [back("r", 300)])
    expect(duePapers(once, [back("r", 300)])).toEqual([])
  })

  it("a refund of a line credits that line; an amount is shared out with its tax", () => {
    const lines = [line("a", 1000, 200), line("b", 500, 100)]
    expect(takeFrom(lines, 500, "b")).toEqual([line("b", 500, 100)])
    expect(takeFrom(lines, 300, null)).toEqual([line("a", 200, 40), line("b", 100, 20)])
    expect(takeFrom(lines, 600, "b")).toEqual([line("a", 100, 20), line("b", 500, 100)])
  })

  it("a refund on its way credits nothing; one that fails after all is charged again, once", () => {
    const first = [invoice(line("a", 1000))]
    expect(duePapers(first, [back("r", 300, null, "pending")])).toEqual([])
    const credited = write(first, [back("r", 300)])
    const again = write(credited, [back("r", 300, null, "failed")])
    expect(again.map(({ kind }) => kind)).toEqual(["invoice", "credit_note", "invoice"])
    expect(duePapers(again, [back("r", 300, null, "failed")])).toEqual([])
    expect(totalsOf(chargedBy(again)).amountTotal).toBe(1000)
  })

  it("however an order is refunded, what its papers charge is what was kept, to the cent and with its tax", () => {
    const refund = fc.record({
      amount: fc.integer({ min: 1, max: 900 }),
      lineId: fc.constantFrom("a", "b", null),
    })
    fc.assert(
      fc.property(
        fc.tuple(fc.integer({ min: 1, max: 2000 }), fc.integer({ min: 1, max: 2000 })),
        fc.integer({ min: 0, max: 30 }),
        fc.array(refund, { maxLength: 6 }),
        ([a, b], rate, refunds) => {
          const taxed = (id: string, amount: number) =>
            line(id, amount, Math.round((amount * rate) / (100 + rate)))
          let papers = [invoice(taxed("a", a), taxed("b", b))]
          const all = refunds.map((one, at) => back(String(at), one.amount, one.lineId))
          for (const count of all.keys()) papers = write(papers, all.slice(0, count + 1))
          const given = all.reduce((sum, one) => sum + one.amount, 0)
          const { amountTotal, amountTax } = totalsOf(chargedBy(papers))
          expect(amountTotal).toBe(Math.max(0, a + b - given))
          expect(amountTax).toBeGreaterThanOrEqual(0)
          expect(amountTax).toBeLessThanOrEqual(amountTotal)
          if (amountTotal === 0) expect(amountTax).toBe(0)
        },
      ),
    )
  })
})

it.each([
  [0, "DE136695976", true, true, true],
  [0, "DE136695976", true, false, false],
  [0, "DE136695976", false, true, false],
  [190, "DE136695976", true, true, false],
  [0, null, true, true, false],
])(
  "B63: tax %i, number %s, known to the authority: %s, owed by the buyer: %s → reverse charge: %s",
  (amountTax, vatId, vatIdIsValid, isReverseCharged, expected) => {
    expect(isReverseCharge({ amountTax, vatId, vatIdIsValid, isReverseCharged })).toBe(expected)
  },
)

describe("B62: whom a paper names", () => {
  const typed = { name: " Ada  Lovelace ", businessName: "", address: "", country: "", vatId: "" }

  it("takes what is filled in, and nothing stands for what is not", () => {
    expect(buyerFields.parse({ ...typed, address: "1 Road\r\n\r\n Vienna " })).toEqual({
      ...typed,
      name: "Ada Lovelace",
      address: ["1 Road", "Vienna"],
    })
  })

  it.each([
    [{ name: " " }, "name"],
    [{ country: "OTHER" }, "country"],
    [{ country: "ZZ" }, "country"],
    [{ vatId: "OTHER" }, "vatId"],
    [{ address: "1\n2\n3\n4\n5\n6\n7" }, "address"],
  ])("says at the field what is wrong: %o", (fault, field) => {
    const { error } = buyerFields.safeParse({ ...typed, ...fault })
    expect(error?.issues.map(({ path }) => path[0])).toEqual([field])
  })

  it("the seller is the imprint's first section, with the tax number; what is not filled in stays away", () => {
    const imprint =
      "> **Replace.**\n\n## Who runs this shop\n\nTinker \\& Sons Ltd\\\n1 Lane\\\n\\[REPLACE: city\\]\n\n## Contact\n\nEmail: a@b.c\n\n## Register\n\nRegister: 12\\\nVAT number: ATU13585627\n"
    expect(sellerOf(imprint)).toEqual(["Tinker & Sons Ltd", "1 Lane", "VAT number: ATU13585627"])
  })
})
