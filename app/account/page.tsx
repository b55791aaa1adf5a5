import type { Metadata, Route } from "next"
import { saveName } from "@/app/account/actions"
import { Day } from "@/components/day"
import { NameForm } from "@/components/name-form"
import { PaymentRow } from "@/components/payment-row"
import { SupportLink } from "@/components/support-link"
import { PageLink } from "@/components/ui/page-link"
import { getOverview } from "@/lib/account/store/overview"
import { listPayments } from "@/lib/account/store/payments"
import { requireCustomer } from "@/lib/auth/require-customer"
import { listOwnSubscriptions } from "@/lib/billing/store/own-subscriptions"
import { now } from "@/lib/clock"

export const metadata: Metadata = { title: "Your account", robots: { index: false } }

/** Who the customer is here, what they own in numbers, and their newest payments. */
export default async function AccountPage() {
  const { customerId, email, name } = await requireCustomer("/account")
  const [overview, { payments }, own] = await Promise.all([
    getOverview(customerId, now()),
    listPayments(customerId, { after: null, limit: 3 }),
    listOwnSubscriptions(customerId),
  ])
  const plans = own.filter((one) => one.isRecurring && one.status !== "canceled")
  return (
    <>
      <h1 className="text-3xl font-semibold">Your account</h1>
      <p className="mt-3 text-quiet">
        <span className="wrap-anywhere">{email}</span>, a customer since <Day at={overview.since} />
        .
      </p>
      <p className="mt-6 text-lg">
        You can open{" "}
        <PageLink href={"/library" as Route} className="link">
          {overview.products === 1 ? "1 product" : `${overview.products} products`} in your library
        </PageLink>
        .
      </p>
      {plans.length > 0 && (
        <p className="mt-2 text-lg" data-testid="your-plan">
          You subscribe to{" "}
          <PageLink href="/account/subscription" className="link">
            {plans.map(({ price }) => price?.plan.title ?? "a plan").join(", ")}
          </PageLink>
          .
        </p>
      )}
      <div className="mt-10">
        <NameForm name={name ?? ""} action={saveName} />
      </div>
      <h2 className="mt-12 text-xl font-semibold">Newest payments</h2>
      {payments.length === 0 ? (
        <p className="mt-3 text-quiet">
          None yet. What you buy in the{" "}
          <PageLink href="/" className="link">
            catalogue
          </PageLink>{" "}
          appears here.
        </p>
      ) : (
        <>
          <ul className="mt-3 divide-y divide-line border-y border-line">
            {payments.map((payment) => (
              <PaymentRow key={payment.id} payment={payment} />
            ))}
          </ul>
          <p className="mt-3">
            <PageLink href="/account/payments" className="link inline-flex min-h-11 items-center">
              All payments
            </PageLink>
          </p>
        </>
      )}
      <p className="mt-12 text-sm text-quiet">
        Something wrong, or a question? Write to <SupportLink />.
      </p>
    </>
  )
}
