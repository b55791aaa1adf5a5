import { z } from "zod"
import { db } from "@/lib/db"

const line = z.object({
  description: z.string(),
  amount: z.number().int(),
  periodStartsAt: z.coerce.date(),
  periodEndsAt: z.coerce.date(),
})

/** An invoice as a mail tells it. Amounts in minor units of its currency. */
export type MailInvoice = Awaited<ReturnType<typeof getMailInvoice>>

/** An invoice by its id. Throws when there is none. */
export async function getMailInvoice(id: string) {
  const { lines, ...row } = await db().invoice.findUniqueOrThrow({
    where: { id },
    select: {
      id: true,
      stripeSubscriptionId: true,
      number: true,
      status: true,
      billingReason: true,
      currency: true,
      amountSubtotal: true,
      amountTax: true,
      amountTotal: true,
      amountDue: true,
      amountPaid: true,
      periodStartsAt: true,
      periodEndsAt: true,
      attemptCount: true,
      nextAttemptAt: true,
      hostedUrl: true,
      pdfUrl: true,
      createdAt: true,
      paidAt: true,
      lines: true,
      refunds: { select: { amount: true, status: true } },
    },
  })
  return { ...row, lines: z.array(line).parse(lines) }
}

/** What of a subscription's invoices its last mail tells: what was paid in all, and what is still owed. */
export async function sumMailInvoices(
  stripeSubscriptionId: string,
): Promise<{ paid: number; owed: number; currency: string | null }> {
  const rows = await db().invoice.findMany({
    where: { stripeSubscriptionId, status: { in: ["paid", "open", "uncollectible"] } },
    select: { status: true, amountPaid: true, amountDue: true, attemptCount: true, currency: true },
  })
  const owed = rows.filter((row) => row.status !== "paid" && row.attemptCount > 0)
  return {
    paid: rows.reduce((sum, row) => sum + (row.status === "paid" ? row.amountPaid : 0), 0),
    owed: owed.reduce((sum, row) => sum + row.amountDue, 0),
    currency: rows[0]?.currency ?? null,
  }
}
