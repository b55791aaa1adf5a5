import type { Metadata } from "next"
import { z } from "zod"
import { PaymentRow } from "@/components/payment-row"
import { ButtonLink } from "@/components/ui/button"
import { PageLink } from "@/components/ui/page-link"
import { listPayments } from "@/lib/account/store/payments"
import { requireCustomer } from "@/lib/auth/require-customer"

export const metadata: Metadata = { title: "Your payments", robots: { index: false } }

const query = z.object({ after: z.uuid().nullable().catch(null) })

/** Everything that the customer paid, or tried to, newest first. */
export default async function PaymentsPage({ searchParams }: PageProps<"/account/payments">) {
  const { customerId } = await requireCustomer("/account/payments")
  const { after } = query.parse({ after: null, ...(await searchParams) })
  const { payments, next } = await listPayments(customerId, { after, limit: 20 })
  return (
    <>
      <h1 className="text-3xl font-semibold">Your payments</h1>
      {payments.length === 0 ? (
        <p className="mt-6 text-quiet">
          {after ? "There are no older ones." : "There are none yet."}{" "}
          <PageLink href="/" className="link">
            Look through the catalogue
          </PageLink>
        </p>
      ) : (
        <ul className="mt-6 divide-y divide-line border-y border-line">
          {payments.map((payment) => (
            <PaymentRow key={payment.id} payment={payment} />
          ))}
        </ul>
      )}
      {(next || after) && (
        <nav aria-label="Pages" className="mt-8 flex flex-wrap gap-4">
          {after && (
            <ButtonLink href="/account/payments" look="secondary">
              Back to the newest
            </ButtonLink>
          )}
          {next && (
            <ButtonLink href={`/account/payments?after=${next}`} look="secondary" rel="next">
              Older payments
            </ButtonLink>
          )}
        </nav>
      )}
    </>
  )
}
