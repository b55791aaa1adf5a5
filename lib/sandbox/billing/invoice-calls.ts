import type Stripe from "stripe"
import { markUncollectible, voidInvoice } from "@/lib/sandbox/billing/close-invoice"
import { finalizeInvoice } from "@/lib/sandbox/billing/finalize-invoice"
import { invoicePaid } from "@/lib/sandbox/billing/invoice-paid"
import { payFault } from "@/lib/sandbox/billing/pay-fault"
import { payInvoice } from "@/lib/sandbox/billing/pay-invoice"
import { lockBilling, type StoredInvoice, saveInvoice } from "@/lib/sandbox/billing/store"
import type { Scope } from "@/lib/sandbox/scope"
import { emit } from "@/lib/sandbox/stripe/events"
import { badState } from "@/lib/sandbox/stripe/faults"
import { getObject, lockStored } from "@/lib/sandbox/stripe/objects"
import {
  boolean,
  callParams,
  filled,
  mergeMetadata,
  metadata,
  parseParams,
  type Shape,
  text,
} from "@/lib/sandbox/stripe/params"
import { resolveMethod } from "@/lib/sandbox/stripe/payment-methods"
import type { Call, Route } from "@/lib/sandbox/stripe/routes"

const finalizeParams = callParams({
  auto_advance: boolean.optional(),
} satisfies Shape<Stripe.InvoiceFinalizeInvoiceParams>)

const payParams = callParams({
  off_session: boolean.optional(),
  paid_out_of_band: boolean.optional(),
  payment_method: filled.optional(),
} satisfies Shape<Stripe.InvoicePayParams>)

const updateParams = callParams({
  auto_advance: boolean.optional(),
  default_payment_method: text.optional(),
  description: text.optional(),
  metadata: metadata.optional(),
} satisfies Shape<Stripe.InvoiceUpdateParams>)

async function lockInvoice(scope: Scope, id: string | undefined): Promise<StoredInvoice> {
  await lockBilling(scope)
  return lockStored(scope, "invoice", id ?? "")
}

async function finalize({ scope, form, ids }: Call): Promise<Stripe.Invoice> {
  const params = parseParams(finalizeParams, form)
  const { data, hidden } = await lockInvoice(scope, ids[0])
  const advances = params.auto_advance ?? data.auto_advance ?? false
  const final = await finalizeInvoice(scope, { data: { ...data, auto_advance: advances }, hidden })
  if (final.data.status !== "open" || !advances) return final.data
  // At Stripe the charge follows about an hour after; here it is due at once.
  const due = { ...final, hidden: { ...final.hidden, due: scope.now } }
  return (await saveInvoice(scope, due)).data
}

async function pay({ scope, form, ids }: Call): Promise<Stripe.Invoice> {
  const params = parseParams(payParams, form)
  const stored = await lockInvoice(scope, ids[0])
  const { id, status } = stored.data
  if (status === "paid") throw badState("Invoice is already paid", "invoice_already_paid")
  if (status === "void") throw badState("This invoice is void and cannot be paid.")
  const final = status === "draft" ? await finalizeInvoice(scope, stored) : stored
  if (final.data.status === "paid") return final.data
  if (params.paid_out_of_band) return outOfBand(scope, final)
  const method = params.payment_method
    ? await resolveMethod(scope, params.payment_method, "payment_method")
    : null
  const { intent } = await payInvoice(scope, id, method, "shop")
  const fault = payFault(intent, true)
  if (fault) throw fault
  return getObject(scope, "invoice", id)
}

async function outOfBand(scope: Scope, { data }: StoredInvoice): Promise<Stripe.Invoice> {
  const paid = await invoicePaid(scope, data.id, null)
  const shown = {
    ...paid.data,
    amount_paid: data.amount_due,
    amount_paid_off_stripe: data.amount_due,
  }
  return (await saveInvoice(scope, { ...paid, data: shown })).data
}

async function update({ scope, form, ids }: Call): Promise<Stripe.Invoice> {
  const change = parseParams(updateParams, form)
  const { data, hidden } = await lockInvoice(scope, ids[0])
  const method = change.default_payment_method
  if (method) await getObject(scope, "payment_method", method, "default_payment_method")
  const after: Stripe.Invoice = {
    ...data,
    auto_advance: change.auto_advance ?? data.auto_advance ?? false,
    default_payment_method: method === undefined ? data.default_payment_method : method || null,
    description: change.description === undefined ? data.description : change.description || null,
    metadata: mergeMetadata(data.metadata, change.metadata),
  }
  const resumes = data.status === "draft" && change.auto_advance === true
  const due = change.auto_advance === false ? null : resumes ? scope.now : hidden.due
  const saved = await saveInvoice(scope, { data: after, hidden: { ...hidden, due } })
  return emit(scope, "invoice.updated", saved.data, data)
}

const simple =
  (run: (scope: Scope, stored: StoredInvoice) => Promise<StoredInvoice>) =>
  async ({ scope, form, ids }: Call): Promise<Stripe.Invoice> => {
    parseParams(callParams({}), form)
    return (await run(scope, await lockInvoice(scope, ids[0]))).data
  }

/** What can be done with one invoice. */
export const invoiceCallRoutes: Route[] = [
  { method: "POST", path: "/v1/invoices/:id/finalize", run: finalize },
  { method: "POST", path: "/v1/invoices/:id/pay", run: pay },
  { method: "POST", path: "/v1/invoices/:id/void", run: simple(voidInvoice) },
  { method: "POST", path: "/v1/invoices/:id/mark_uncollectible", run: simple(markUncollectible) },
  { method: "POST", path: "/v1/invoices/:id", run: update },
]
