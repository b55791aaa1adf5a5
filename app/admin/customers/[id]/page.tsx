import { z } from "zod"
import {
  askStripeAgain,
  endSubscription,
  grant,
  takeGrantBack,
} from "@/app/admin/customers/actions"
import { adminMetadata, adminPage } from "@/app/admin/guard"
import { notFoundPage } from "@/app/not-found-page"
import { AccessList } from "@/components/admin/access-list"
import { AuditList } from "@/components/admin/audit-list"
import { CustomerInvoices } from "@/components/admin/customer-invoices"
import { CustomerLinks } from "@/components/admin/customer-links"
import { CustomerSubscription } from "@/components/admin/customer-subscription"
import { GrantForm } from "@/components/admin/grant-form"
import { OrderList } from "@/components/admin/order-list"
import { OutcomeNotice } from "@/components/admin/outcome-notice"
import { Day } from "@/components/day"
import { canChange } from "@/lib/administrators/rules"
import { listChanges } from "@/lib/audit/store"
import { listOwnSubscriptions } from "@/lib/billing/store/own-subscriptions"
import { now } from "@/lib/clock"
import { findKnownCustomer, listAccessEntries } from "@/lib/customers/store/whole-customer"
import { findOrders } from "@/lib/purchases/store/find-orders"
import { listPaidInvoices } from "@/lib/refunds/store/payments"

export const generateMetadata = adminMetadata("Customer")

const words = {
  granted: "Access is granted: it is open from now on.",
  ended: "The grant has ended: what it opened is closed.",
  cancelled: "The subscription has ended, and what it opened is closed.",
  "cancelled-refunded":
    "The subscription has ended, and what was paid for the running period is given back.",
  refunded: "The money is on its way back. A period that was given back in full is closed.",
  resynced: "The subscription is what Stripe says.",
}
const newest = { status: null, since: null, until: null, after: null, limit: 10 }

/** One customer: what they have and why, what they bought, and what can be done for them. */
export default adminPage<PageProps<"/admin/customers/[id]">>(
  async ({ params, searchParams }, { role }) => {
    const { id } = await params
    const customer = z.uuid().safeParse(id).success ? await findKnownCustomer(id) : null
    if (!customer?.email) return notFoundPage()
    const [subscriptions, access, { orders }, { changes }, { done, problem }] = await Promise.all([
      listOwnSubscriptions(id),
      listAccessEntries(id),
      findOrders({ ...newest, query: { by: "email", email: customer.email } }),
      listChanges({ subject: { kind: "customer", id }, after: null, limit: 20 }),
      searchParams,
    ])
    const mayChange = canChange(role)
    return (
      <>
        <OutcomeNotice done={done} problem={problem} words={words} />
        <h1 className="text-3xl font-semibold wrap-anywhere">{customer.email}</h1>
        <p className="mt-3 text-quiet wrap-anywhere">
          {customer.name && `${customer.name}, `}a customer since <Day at={customer.createdAt} />
          {customer.verifiedAt ? "; the address is proved." : "; has never signed in."}
          {customer.stripeCustomerId && ` At Stripe: ${customer.stripeCustomerId}.`}
        </p>
        <h2 className="mt-10 text-xl font-semibold">Subscriptions</h2>
        {subscriptions.length === 0 && <p className="mt-3 text-quiet">None.</p>}
        <ul className="mt-3 space-y-4">
          {subscriptions.map((own) => (
            <CustomerSubscription
              key={own.id}
              own={own}
              customerId={id}
              steps={mayChange ? { end: endSubscription, ask: askStripeAgain } : null}
            />
          ))}
        </ul>
        <CustomerInvoices invoices={await listPaidInvoices(id)} canRefund={mayChange} />
        <h2 className="mt-10 text-xl font-semibold">What is open to them, and why</h2>
        <AccessList
          entries={access}
          now={now()}
          customerId={id}
          end={mayChange ? takeGrantBack : null}
        />
        {mayChange && <GrantForm customerId={id} action={grant} />}
        <h2 className="mt-10 text-xl font-semibold">Newest orders</h2>
        {orders.length === 0 ? (
          <p className="mt-3 text-quiet">None.</p>
        ) : (
          <OrderList orders={orders} />
        )}
        <CustomerLinks email={customer.email} />
        <h2 className="mt-10 text-xl font-semibold">What administrators did</h2>
        <AuditList changes={changes} />
      </>
    )
  },
)
