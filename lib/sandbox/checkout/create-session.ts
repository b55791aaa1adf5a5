import type Stripe from "stripe"
import { checkSession } from "@/lib/sandbox/checkout/check-session"
import { makeLines } from "@/lib/sandbox/checkout/session-lines"
import { type SessionParams, sessionParams } from "@/lib/sandbox/checkout/session-params"
import { type Priced, planOf, withSubscription } from "@/lib/sandbox/checkout/subscription-session"
import type { Scope } from "@/lib/sandbox/scope"
import { createSetup } from "@/lib/sandbox/stripe/create-setup"
import { newId } from "@/lib/sandbox/stripe/ids"
import { getObject, insertObject } from "@/lib/sandbox/stripe/objects"
import { mergeMetadata, parseParams } from "@/lib/sandbox/stripe/params"
import type { Call } from "@/lib/sandbox/stripe/routes"

const dayMinutes = 24 * 60

/** `POST /v1/checkout/sessions`: an open session with the address of its payment page. */
export async function createSession({ scope, form }: Call): Promise<Stripe.Checkout.Session> {
  const params = parseParams(sessionParams, form)
  checkSession(scope, params)
  const customer = params.customer
    ? await getObject(scope, "customer", params.customer, "customer")
    : null
  const made = params.mode === "setup" ? [] : await makeLines(scope, params)
  const { session, lines } = await inItsMode(scope, params, {
    session: sessionOf(scope, params, made, customer),
    lines: made,
  })
  const payment = params.payment_intent_data ?? {}
  await insertObject(scope, "checkout.session", session, {
    lines,
    ...(params.mode === "subscription" ? { subscription: planOf(params) } : {}),
    payment: {
      metadata: mergeMetadata(null, payment.metadata),
      description: payment.description || null,
      receiptEmail: payment.receipt_email || null,
      setupFutureUsage: payment.setup_future_usage ?? null,
      statementDescriptor: payment.statement_descriptor || null,
      statementDescriptorSuffix: payment.statement_descriptor_suffix || null,
    },
    redisplay: params.payment_method_data?.allow_redisplay ?? null,
  })
  return session
}

async function inItsMode(scope: Scope, params: SessionParams, made: Priced): Promise<Priced> {
  if (params.mode === "subscription") return withSubscription(scope, params, made)
  if (params.mode === "payment") return made
  return { session: await withSetup(scope, params, made.session), lines: [] }
}

/** A session that only keeps a card: it has a setup intent from the start, and nothing to pay. */
async function withSetup(
  scope: Scope,
  params: SessionParams,
  session: Stripe.Checkout.Session,
): Promise<Stripe.Checkout.Session> {
  const { customer } = params
  const setup = params.setup_intent_data ?? {}
  const intent = await createSetup(
    scope,
    {
      customer: customer ?? null,
      description: setup.description || null,
      metadata: mergeMetadata(null, setup.metadata),
      methodTypes: session.payment_method_types,
      automatic: false,
      usage: "off_session",
    },
    {
      session: session.id,
      returnUrl: session.url,
      keep: params.payment_method_data?.allow_redisplay ?? "limited",
    },
  )
  return {
    ...session,
    amount_subtotal: null,
    amount_total: null,
    currency: params.currency ?? null,
    payment_status: "no_payment_required",
    setup_intent: intent.id,
    total_details: null,
  }
}

function sessionOf(
  scope: Scope,
  params: SessionParams,
  lines: Stripe.LineItem[],
  customer: Stripe.Customer | null,
): Stripe.Checkout.Session {
  const id = newId("checkout.session")
  const subtotal = lines.reduce((sum, line) => sum + line.amount_subtotal, 0)
  const taxed = params.automatic_tax?.enabled ?? false
  const saved = params.saved_payment_method_options
  return {
    id,
    object: "checkout.session",
    adaptive_pricing: { enabled: params.adaptive_pricing?.enabled ?? false },
    after_expiration: null,
    allow_promotion_codes: params.allow_promotion_codes ?? null,
    allowed_payment_method_types: params.allowed_payment_method_types ?? null,
    amount_subtotal: subtotal,
    amount_total: subtotal,
    automatic_tax: {
      enabled: taxed,
      liability: taxed ? { type: "self" } : null,
      provider: taxed ? "stripe" : null,
      status: taxed ? "requires_location_inputs" : null,
    },
    billing_address_collection: params.billing_address_collection ?? null,
    cancel_url: params.cancel_url ?? null,
    client_reference_id: params.client_reference_id ?? null,
    client_secret: null,
    collected_information: { business_name: null, individual_name: null, shipping_details: null },
    consent: null,
    consent_collection: params.consent_collection
      ? {
          payment_method_reuse_agreement: null,
          promotions: params.consent_collection.promotions ?? "none",
          terms_of_service: params.consent_collection.terms_of_service ?? "none",
        }
      : null,
    created: scope.now,
    currency: lines[0]?.currency ?? null,
    currency_conversion: null,
    custom_fields: [],
    custom_text: {
      after_submit: params.custom_text?.after_submit ?? null,
      shipping_address: params.custom_text?.shipping_address ?? null,
      submit: params.custom_text?.submit ?? null,
      terms_of_service_acceptance: params.custom_text?.terms_of_service_acceptance ?? null,
    },
    customer: customer?.id ?? null,
    customer_account: null,
    customer_creation: customer ? null : (params.customer_creation ?? "if_required"),
    customer_details: detailsOf(customer?.email ?? params.customer_email ?? null, customer),
    customer_email: params.customer_email ?? null,
    discounts: [],
    expires_at: params.expires_at ?? scope.now + dayMinutes * 60,
    integration_identifier: params.integration_identifier ?? null,
    invoice: null,
    invoice_creation: {
      enabled: params.invoice_creation?.enabled ?? false,
      invoice_data: {
        account_tax_ids: null,
        custom_fields: null,
        description: null,
        footer: null,
        issuer: null,
        metadata: {},
        rendering_options: null,
      },
    },
    livemode: false,
    locale: params.locale ?? null,
    managed_payments: { enabled: false },
    metadata: mergeMetadata(null, params.metadata),
    mode: params.mode,
    origin_context: params.origin_context ?? null,
    payment_intent: null,
    payment_link: null,
    payment_method_collection: "if_required",
    payment_method_configuration_details: null,
    payment_method_options: {},
    payment_method_types: offered(params),
    payment_status: subtotal === 0 ? "no_payment_required" : "unpaid",
    permissions: null,
    phone_number_collection: { enabled: params.phone_number_collection?.enabled ?? false },
    recovered_from: null,
    saved_payment_method_options: saved
      ? {
          allow_redisplay_filters: saved.allow_redisplay_filters ?? ["always"],
          payment_method_remove: saved.payment_method_remove ?? "disabled",
          payment_method_save: saved.payment_method_save ?? null,
        }
      : null,
    setup_intent: null,
    shipping_address_collection: null,
    shipping_cost: null,
    shipping_options: [],
    status: "open",
    submit_type: params.submit_type ?? null,
    subscription: null,
    success_url: params.success_url ?? null,
    tax_id_collection: {
      enabled: params.tax_id_collection?.enabled ?? false,
      required: params.tax_id_collection?.required ?? "never",
    },
    total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
    ui_mode: "hosted_page",
    url: `${scope.sandbox.url}/c/pay/${id}`,
    wallet_options: null,
  }
}

/** The methods that the sandbox knows, less those that the session does not want. */
function offered(params: SessionParams): string[] {
  const { allowed_payment_method_types: allowed, excluded_payment_method_types: excluded } = params
  return ["card", "sepa_debit"].filter(
    (type) => (allowed?.includes(type) ?? true) && !excluded?.includes(type),
  )
}

function detailsOf(
  email: string | null,
  customer: Stripe.Customer | null,
): Stripe.Checkout.Session.CustomerDetails | null {
  if (email === null && !customer) return null
  return {
    address: null,
    business_name: null,
    email,
    individual_name: null,
    name: customer?.name ?? null,
    phone: null,
    tax_exempt: customer?.tax_exempt ?? "none",
    tax_ids: null,
  }
}
