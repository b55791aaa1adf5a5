import { z } from "zod"
import {
  askStripeAgain,
  endSubscription,
  grant,
  takeGrantBack,
} from "@/app/admin/customers/actions"
import { listRecords } from "@/app/admin/customers/list-records"
import { adminMetadata, adminPage } from "@/app/admin/guard"
import { notFoundPage } from "@/app/not-found-page"
import { AccessList } from "@/components/admin/access-list"
import { CustomerInvoices } from "@/components/admin/customer-invoices"
import { CustomerRecords } from "@/components/admin/customer-records"
import { CustomerSubscription } from "@/components/admin/customer-subscription"
import { GrantForm } from "@/components/admin/grant-form"
import { OutcomeNotice } from "@/components/admin/outcome-notice"
import { Day } from "@/components/day"
import { canChange } from "@/lib/administrators/rules"
import { listOwnSubscriptions } from "@/lib/billing/store/own-subscriptions"
import { now } from "@/lib/clock"
import { findKnownCustomer, listAccessEntries } from "@/lib/customers/store/whole-customer"
import { listPaidInvoices } from "@/lib/refunds/store/payments"

export const generateMetadata = adminMetadata("Customer")

const words = {
  granted: "Access is granted: it is open from now on.",
  "granted-told":
    "Access is granted: it is open from now on, and a mail that says so is on its way.",
  ended: "The grant has ended: what it opened is closed.",
  cancelled: "The subscription has ended, and what it opened is closed.",
  "cancelled-refunded":
    "The subscription has ended, and what was paid for the running period is given back.",
  refunded: "The money is on its way back. A period that was given back in full is closed.",
  resynced: "The subscription is what Stripe says.",
}
/** One customer: what they have and why, what they bought, and what can be done for them. */
export default adminPage<PageProps<"/admin/customers/[id]">>(
  async ({ params, searchParams }, { role }) => {
    const { id } = await params
    const customer = z.uuid().safeParse(id).success ? await findKnownCustomer(id) : null
    if (!customer?.email) return notFoundPage()
    const [subscriptions, access, invoices, records, { done, problem }] = await Promise.all([
      listOwnSubscriptions(id),
      listAccessEntries(id),
      listPaidInvoices(id),
      listRecords(id, customer.email),
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
        <CustomerInvoices invoices={invoices} canRefund={mayChange} />
        <h2 className="mt-10 text-xl font-semibold">What is open to them, and why</h2>
        <AccessList
          entries={access}
          now={now()}
          customerId={id}
          end={mayChange ? takeGrantBack : null}
        />
        {mayChange && <GrantForm customerId={id} action={grant} />}
        <CustomerRecords customer={{ id, email: customer.email }} {...records} />
      </>
    )
  },
)
