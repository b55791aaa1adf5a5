import { db } from "@/lib/db"

/** All that the shop knows of an order. Amounts in minor units of its currency. */
export type WholeOrder = NonNullable<Awaited<ReturnType<typeof findWholeOrder>>>

/** An order with its lines, purchases, what was fetched of them, refunds and disputes; null: none. */
export async function findWholeOrder(id: string) {
  return db().checkout.findUnique({
    where: { id },
    select: {
      id: true,
      status: true,
      email: true,
      currency: true,
      country: true,
      cardCountry: true,
      utmSource: true,
      utmMedium: true,
      utmCampaign: true,
      utmTerm: true,
      utmContent: true,
      amountSubtotal: true,
      amountTax: true,
      amountTotal: true,
      termsVersion: true,
      deliveryConsent: true,
      deliveryConsentAt: true,
      withdrawnAt: true,
      stripeSessionId: true,
      stripePaymentIntentId: true,
      withheldReason: true,
      createdAt: true,
      paidAt: true,
      erasedAt: true,
      customer: { select: { id: true, email: true } },
      lines: {
        orderBy: { position: "asc" },
        select: {
          id: true,
          productTitle: true,
          editionTitle: true,
          amountTotal: true,
          edition: {
            select: {
              downloadLimit: true,
              product: { select: { slug: true } },
              files: {
                orderBy: [{ createdAt: "desc" }, { position: "asc" }],
                take: 20,
                select: {
                  id: true,
                  name: true,
                  release: { select: { version: true } },
                  // Its buyer's own: one at most.
                  copies: {
                    where: { customer: { checkouts: { some: { id } } } },
                    select: { state: true, reason: true, createdAt: true },
                  },
                },
              },
            },
          },
          purchase: {
            select: {
              id: true,
              downloadsLeft: true,
              takenBackAt: true,
              openedAt: true,
              entitlement: { select: { revokedAt: true, revokedReason: true, endsAt: true } },
              downloads: {
                orderBy: { createdAt: "desc" },
                take: 50,
                select: {
                  id: true,
                  createdAt: true,
                  network: true,
                  userAgent: true,
                  startedAt: true,
                  file: { select: { name: true, release: { select: { version: true } } } },
                },
              },
            },
          },
        },
      },
      refunds: {
        orderBy: { createdAt: "asc" },
        select: { id: true, amount: true, status: true, createdAt: true, stripeRefundId: true },
      },
      disputes: {
        orderBy: { createdAt: "asc" },
        select: {
          id: true,
          amount: true,
          status: true,
          reason: true,
          createdAt: true,
          evidenceDueAt: true,
          stripeDisputeId: true,
        },
      },
    },
  })
}
