import { db } from "@/lib/db"
import { newId } from "@/lib/tokens"
import type { BalanceSource } from "@/prisma/client/enums"

/** A movement of the account's balance that a charge, a refund or a dispute made. Minor units. */
export type Movement = {
  stripeBalanceTransactionId: string
  source: BalanceSource
  stripeSourceId: string
  stripePaymentIntentId: string | null
  currency: string
  amount: number
  fee: number
  createdAt: Date
}

/** Keeps those movements that are not known yet; gives how many these were. */
export async function saveMovements(movements: readonly Movement[]): Promise<number> {
  const { count } = await db().balanceTransaction.createMany({
    data: movements.map((movement) => ({ id: newId(), ...movement })),
    skipDuplicates: true,
  })
  return count
}

/** When the shop was paid for the first time; null: it never was. */
export async function findFirstPayment(): Promise<Date | null> {
  const [row] = await db().$queryRaw<{ at: Date | null }[]>`
    SELECT least(
      (SELECT min("paidAt") FROM "Checkout" WHERE "stripePaymentIntentId" IS NOT NULL),
      (SELECT min("paidAt") FROM "InvoicePayment")) AS "at"`
  return row?.at ?? null
}
