import type { Route } from "next"
import { type InvoiceAction, InvoiceForm } from "@/components/invoice-form"
import { PaperLinks } from "@/components/paper-links"
import { env } from "@/lib/env"
import { listCountries } from "@/lib/papers/country-rules"
import type { Invoicing as Facts } from "@/lib/papers/find-invoicing"

type Props = { token: string; facts: Facts; action: InvoiceAction }

/** The invoices and credit notes of an order, and the way to one made out as its buyer needs it. */
export function Invoicing({ token, facts, action }: Props) {
  const { papers, step, buyer } = facts
  if (!step && papers.length === 0) return null
  return (
    <section className="mt-10 max-w-prose text-sm" data-testid="invoicing">
      <h2 className="font-semibold">Invoice</h2>
      <PaperLinks
        papers={papers}
        path={(number) => `/api/orders/${token}/papers/${number}` as Route}
      />
      {step && (
        <InvoiceForm
          // Closed again, and with the new details, once there is a paper more.
          key={papers.length}
          token={token}
          step={step}
          buyer={buyer}
          countries={listCountries(env().SHOP_LOCALE)}
          action={action}
        />
      )}
    </section>
  )
}
