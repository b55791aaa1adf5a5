import { db } from "@/lib/db"

const orderFields = {
  id: true,
  linkVersion: true,
  email: true,
  currency: true,
  locale: true,
  amountSubtotal: true,
  amountTax: true,
  amountTotal: true,
  createdAt: true,
  paidAt: true,
  lines: {
    orderBy: { position: "asc" },
    select: {
      productTitle: true,
      editionTitle: true,
      amountTotal: true,
      edition: { select: { product: { select: { slug: true } } } },
      purchase: { select: { downloadsLeft: true } },
    },
  },
} as const

/** An order as a mail tells it. Amounts in minor units of its currency. */
export type MailOrder = Awaited<ReturnType<typeof getMailOrder>>

/** An order by its id. Throws when there is none. */
export async function getMailOrder(checkoutId: string) {
  return db().checkout.findUniqueOrThrow({ where: { id: checkoutId }, select: orderFields })
}

/** The paid orders of an address, newest first. */
export async function listMailOrders(email: string, limit: number): Promise<MailOrder[]> {
  return db().checkout.findMany({
    where: { status: "paid", customer: { email } },
    orderBy: { createdAt: "desc" },
    take: limit,
    select: orderFields,
  })
}
