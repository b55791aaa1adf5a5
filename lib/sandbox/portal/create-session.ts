import type Stripe from "stripe"
import { isRunning } from "@/lib/sandbox/billing/due"
import { defaultConfiguration } from "@/lib/sandbox/portal/configurations"
import { type FlowParams, sessionParams } from "@/lib/sandbox/portal/session-params"
import type { Scope } from "@/lib/sandbox/scope"
import { emit } from "@/lib/sandbox/stripe/events"
import { badParameter, badState } from "@/lib/sandbox/stripe/faults"
import { newId } from "@/lib/sandbox/stripe/ids"
import { findStored, getObject, insertObject } from "@/lib/sandbox/stripe/objects"
import { parseParams } from "@/lib/sandbox/stripe/params"
import type { Call } from "@/lib/sandbox/stripe/routes"

type Session = Stripe.BillingPortal.Session
type Configuration = Stripe.BillingPortal.Configuration

/**
 * `POST /v1/billing_portal/sessions`: the address of a customer's portal, for a short time. A flow
 * opens one task of it, and the configuration must offer that.
 * Source: https://docs.stripe.com/customer-management/portal-deep-links
 */
export async function createPortalSession({ scope, form }: Call): Promise<Session> {
  const params = parseParams(sessionParams, form)
  await getObject(scope, "customer", params.customer, "customer")
  const configuration = await configurationOf(scope, params.configuration)
  const id = newId("billing_portal.session")
  const flow = params.flow_data
    ? await flowOf(scope, params.flow_data, params.customer, configuration)
    : null
  const session: Session = {
    id,
    object: "billing_portal.session",
    configuration: configuration.id,
    created: scope.now,
    customer: params.customer,
    customer_account: null,
    flow,
    livemode: false,
    locale: params.locale ?? null,
    on_behalf_of: null,
    return_url: params.return_url ?? configuration.default_return_url,
    url: `${scope.sandbox.url}/p/session/${id}`,
  }
  await insertObject(scope, "billing_portal.session", session, { usedAt: null, done: false })
  return emit(scope, "billing_portal.session.created", session)
}

async function configurationOf(scope: Scope, id: string | undefined): Promise<Configuration> {
  if (id === undefined) return defaultConfiguration(scope)
  const found = await getObject(scope, "billing_portal.configuration", id, "configuration")
  if (!found.active)
    throw badState(`The configuration ${id} is inactive.`, undefined, "configuration")
  return found
}

async function flowOf(
  scope: Scope,
  given: FlowParams,
  customer: string,
  { features }: Configuration,
): Promise<Session["flow"]> {
  const { type } = given
  const feature = type === "subscription_update_confirm" ? "subscription_update" : type
  if (!features[feature].enabled) {
    throw badState(`The configuration does not offer ${feature}.`, undefined, "flow_data[type]")
  }
  const others = [
    "subscription_cancel",
    "subscription_update",
    "subscription_update_confirm",
  ] as const
  for (const name of others) {
    const isFlow = name === type
    if (!isFlow && given[name]) {
      throw badParameter(`${name} does not go with a flow of ${type}.`, `flow_data[${name}]`)
    }
    const chosen = given[name]
    if (!isFlow) continue
    const param = `flow_data[${name}]`
    if (!chosen) throw badParameter(`Missing required param: ${param}.`, param, "parameter_missing")
    await checkSubscription(scope, chosen.subscription, customer, name)
  }
  const confirm = given.subscription_update_confirm
  if (confirm) await checkItems(scope, confirm)
  return {
    after_completion: completionOf(given.after_completion),
    customer_update: type === "customer_update" ? {} : null,
    subscription_cancel: given.subscription_cancel
      ? { ...given.subscription_cancel, retention: null }
      : null,
    subscription_pause: null,
    subscription_update: given.subscription_update ?? null,
    subscription_update_confirm: confirm
      ? {
          discounts: null,
          items: confirm.items.map(({ id, price, quantity }) => ({
            id,
            price: price ?? null,
            ...(quantity === undefined ? {} : { quantity }),
          })),
          subscription: confirm.subscription,
        }
      : null,
    type,
  }
}

function completionOf(
  given: FlowParams["after_completion"],
): Stripe.BillingPortal.Session.Flow.AfterCompletion {
  const { hosted_confirmation: hosted, redirect, type = "portal_homepage" } = given ?? {}
  if (type === "redirect" && !redirect) {
    const param = "flow_data[after_completion][redirect]"
    throw badParameter(`Missing required param: ${param}.`, param, "parameter_missing")
  }
  return {
    hosted_confirmation:
      type === "hosted_confirmation" ? { custom_message: hosted?.custom_message || null } : null,
    redirect: type === "redirect" && redirect ? redirect : null,
    type,
  }
}

async function checkSubscription(
  scope: Scope,
  id: string,
  customer: string,
  flow: string,
): Promise<void> {
  const param = `flow_data[${flow}][subscription]`
  const subscription = await getObject(scope, "subscription", id, param)
  if (subscription.customer !== customer) {
    throw badState(`The subscription ${id} is another customer's.`, undefined, param)
  }
  if (!isRunning(subscription.status)) {
    throw badState(`The subscription ${id} is ${subscription.status}.`, undefined, param)
  }
  const ends = subscription.cancel_at_period_end || subscription.cancel_at !== null
  if (flow === "subscription_cancel" && ends) {
    throw badState(`The subscription ${id} is set to be canceled already.`, undefined, param)
  }
}

async function checkItems(
  scope: Scope,
  { items, subscription }: NonNullable<FlowParams["subscription_update_confirm"]>,
): Promise<void> {
  const stored = await findStored(scope, "subscription", subscription)
  const param = "flow_data[subscription_update_confirm][items]"
  if (items.length !== 1) throw badParameter("A portal changes one item.", param)
  for (const [at, item] of items.entries()) {
    if (!stored?.hidden.items.some((one) => one.id === item.id)) {
      throw badParameter(`No such item: '${item.id}'`, `${param}[${at}][id]`, "resource_missing")
    }
    if (item.price) await getObject(scope, "price", item.price, `${param}[${at}][price]`)
  }
}
