import { z } from "zod"
import { db } from "@/lib/db"
import type { PaperKind, PaperLine } from "@/lib/papers/rules"
import { newId } from "@/lib/tokens"

const lines = z.array(
  z.object({
    id: z.string(),
    title: z.string(),
    amountTax: z.number().int(),
    amountTotal: z.number().int(),
  }),
)

/** A paper as it was written. Amounts in minor units. */
export type Paper = Awaited<ReturnType<typeof listPapers>>[number]

/** An order's papers, oldest first. */
export async function listPapers(checkoutId: string) {
  const rows = await db().paper.findMany({
    where: { checkoutId },
    include: { about: { select: { number: true, kind: true, createdAt: true } } },
    orderBy: { number: "asc" },
  })
  return rows.map((row) => ({ ...row, lines: lines.parse(row.lines) }))
}

/** Which order a number is of, or null. */
export async function findOrderOfPaper(number: number): Promise<string | null> {
  const row = await db().paper.findUnique({ where: { number }, select: { checkoutId: true } })
  return row?.checkoutId ?? null
}

/** Whom a paper is made out to, and who sold. */
export type Parties = Pick<
  Paper,
  | "buyerName"
  | "businessName"
  | "address"
  | "country"
  | "vatId"
  | "vatIdIsValid"
  | "isReverseCharged"
  | "seller"
>

/**
 * Writes a paper with the number after the last one; its number. The counter's row stays locked until the
 * transaction ends: the next writer waits, and what is rolled back leaves no gap.
 */
export async function recordPaper(
  paper: Parties & {
    kind: PaperKind
    checkoutId: string
    refundId: string | null
    aboutId: string | null
    lines: PaperLine[]
    currency: string
    amountNet: number
    amountTax: number
    amountTotal: number
    suppliedAt: Date
    createdAt: Date
  },
): Promise<string> {
  const [counter] = await db().$queryRaw<{ number: number }[]>`
    INSERT INTO "Setting" ("name", "value") VALUES ('paper-number', '1')
    ON CONFLICT ("name") DO UPDATE SET "value" = ("Setting"."value"::int + 1)::text
    RETURNING "value"::int AS "number"`
  if (!counter) throw new Error("The counter of papers gave no number.")
  const { id } = await db().paper.create({ data: { id: newId(), ...counter, ...paper } })
  return id
}

/** What of an order its papers say. Amounts in minor units; null: there is none of that id. */
export async function findOrderForPapers(id: string) {
  return db().checkout.findUnique({
    where: { id },
    select: {
      status: true,
      currency: true,
      country: true,
      amountTotal: true,
      email: true,
      payerName: true,
      payerAddress: true,
      vatId: true,
      vatIdIsValid: true,
      isReverseCharged: true,
      paidAt: true,
      createdAt: true,
      customer: { select: { name: true } },
      lines: {
        orderBy: { position: "asc" },
        select: {
          id: true,
          productTitle: true,
          editionTitle: true,
          amountTax: true,
          amountTotal: true,
        },
      },
      refunds: {
        orderBy: [{ createdAt: "asc" }, { id: "asc" }],
        select: { id: true, lineId: true, amount: true, status: true },
      },
    },
  })
}

/** An order as its papers know it. */
export type OrderForPapers = NonNullable<Awaited<ReturnType<typeof findOrderForPapers>>>
