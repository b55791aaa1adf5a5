import type Stripe from "stripe"
import { z } from "zod"
import { type FeatureChange, featureParams } from "@/lib/sandbox/portal/feature-params"
import {
  allFeatures,
  changedFeatures,
  type Features,
  noFeatures,
} from "@/lib/sandbox/portal/features"
import type { Scope } from "@/lib/sandbox/scope"
import { emit } from "@/lib/sandbox/stripe/events"
import { badParameter, badState } from "@/lib/sandbox/stripe/faults"
import { newId } from "@/lib/sandbox/stripe/ids"
import { objectRoutes } from "@/lib/sandbox/stripe/object-routes"
import { findObjects, getObject, insertObject } from "@/lib/sandbox/stripe/objects"
import {
  boolean,
  callParams,
  emptied,
  listParams,
  mergeMetadata,
  metadata,
  parseParams,
  type Shape,
  text,
} from "@/lib/sandbox/stripe/params"
import type { Call, Route } from "@/lib/sandbox/stripe/routes"

type Configuration = Stripe.BillingPortal.Configuration

const shared = {
  business_profile: z
    .strictObject({
      headline: text.max(60).optional(),
      privacy_policy_url: text.optional(),
      terms_of_service_url: text.optional(),
    } satisfies Shape<Stripe.BillingPortal.ConfigurationUpdateParams.BusinessProfile>)
    .optional(),
  default_return_url: text.optional(),
  metadata: metadata.optional(),
  name: text.optional(),
}

const createParams = callParams({
  ...shared,
  features: featureParams,
} satisfies Shape<Stripe.BillingPortal.ConfigurationCreateParams>)

const updateParams = callParams({
  ...shared,
  active: boolean.optional(),
  features: featureParams.optional(),
} satisfies Shape<Stripe.BillingPortal.ConfigurationUpdateParams>)
type Change = z.output<typeof updateParams>

const defaultLock = 727_464

/**
 * The configuration of sessions that name none: every feature is on. It is made when it is first
 * asked for; Stripe's dashboard makes it there. Two calls at once make one.
 */
export async function defaultConfiguration(scope: Scope): Promise<Configuration> {
  await scope.db.query("SELECT pg_advisory_xact_lock($1)", [defaultLock])
  const [found] = await findObjects(scope, "billing_portal.configuration", { is_default: true }, 1)
  return found ?? newConfiguration(scope, { ...allFeatures }, true)
}

async function create({ scope, form }: Call): Promise<Configuration> {
  const { features, ...details } = parseParams(createParams, form)
  await checkProducts(scope, features)
  const made = await newConfiguration(scope, changedFeatures(noFeatures, features), false, details)
  return emit(scope, "billing_portal.configuration.created", made)
}

function newConfiguration(
  scope: Scope,
  features: Features,
  isDefault: boolean,
  details: Change = {},
): Promise<Configuration> {
  const empty: Configuration = {
    id: newId("billing_portal.configuration"),
    object: "billing_portal.configuration",
    active: true,
    application: null,
    business_profile: { headline: null, privacy_policy_url: null, terms_of_service_url: null },
    created: scope.now,
    default_return_url: null,
    features,
    is_default: isDefault,
    livemode: false,
    login_page: { enabled: false, url: null },
    metadata: {},
    name: null,
    updated: scope.now,
  }
  return insertObject(scope, "billing_portal.configuration", changed(scope, empty, details), {})
}

function changed(scope: Scope, before: Configuration, change: Change): Configuration {
  const { headline, privacy_policy_url, terms_of_service_url } = change.business_profile ?? {}
  const was = before.business_profile
  return {
    ...before,
    active: change.active ?? before.active,
    business_profile: {
      headline: emptied(headline, was.headline),
      privacy_policy_url: emptied(privacy_policy_url, was.privacy_policy_url),
      terms_of_service_url: emptied(terms_of_service_url, was.terms_of_service_url),
    },
    default_return_url: emptied(change.default_return_url, before.default_return_url),
    features: changedFeatures(before.features, change.features ?? {}),
    metadata: mergeMetadata(before.metadata, change.metadata),
    name: emptied(change.name, before.name),
    updated: scope.now,
  }
}

async function update(scope: Scope, before: Configuration, change: Change): Promise<Configuration> {
  if (before.is_default && change.active === false) {
    throw badState("The default configuration cannot be made inactive.", undefined, "active")
  }
  await checkProducts(scope, change.features ?? {})
  return changed(scope, before, change)
}

/** Throws unless the products that plans may be changed among exist, with those prices. */
async function checkProducts(scope: Scope, features: FeatureChange): Promise<void> {
  for (const [at, given] of (features.subscription_update?.products ?? []).entries()) {
    const param = `features[subscription_update][products][${at}]`
    await getObject(scope, "product", given.product, `${param}[product]`)
    for (const [index, id] of given.prices.entries()) {
      const price = await getObject(scope, "price", id, `${param}[prices][${index}]`)
      if (price.product !== given.product || !price.recurring) {
        throw badParameter(
          `The price ${id} is not a recurring one of the product ${given.product}.`,
          `${param}[prices][${index}]`,
        )
      }
    }
  }
}

const routes = objectRoutes("billing_portal.configuration", {
  create,
  list: {
    params: listParams({
      active: boolean.optional(),
      is_default: boolean.optional(),
    } satisfies Shape<Stripe.BillingPortal.ConfigurationListParams>),
  },
  update: {
    params: updateParams,
    change: update,
    announce: (scope, after, before) =>
      emit(scope, "billing_portal.configuration.updated", after, before),
  },
})

export const configurationRoutes: Route[] = routes.map((route) =>
  route.method === "GET" && !route.path.endsWith(":id")
    ? { ...route, run: (call) => defaultConfiguration(call.scope).then(() => route.run(call)) }
    : route,
)
