import type Stripe from "stripe"
import { idOf } from "@/lib/sandbox/stripe/id-of"
import type { World } from "@/tests/integration/sandbox/support"
import { cards, pay } from "@/tests/support/buyer"

export const daySeconds = 24 * 3600

/** A recurring price, in minor units of USD. */
export function newPlan(
  { stripe }: World,
  amount = 1000,
  interval: "day" | "month" | "week" | "year" = "month",
): Promise<Stripe.Price> {
  return stripe.prices.create({
    currency: "usd",
    unit_amount: amount,
    recurring: { interval },
    product_data: { name: `Plan of ${amount}` },
  })
}

/** A session that starts a subscription; what a test needs otherwise it says. */
export async function newSubscriptionSession(
  world: World,
  given: Stripe.Checkout.SessionCreateParams = {},
): Promise<Stripe.Checkout.Session> {
  const items = given.line_items ?? [{ price: (await newPlan(world)).id, quantity: 1 }]
  return world.stripe.checkout.sessions.create({
    mode: "subscription",
    success_url: "http://127.0.0.1:3000/checkout/success?session_id={CHECKOUT_SESSION_ID}",
    cancel_url: "http://127.0.0.1:3000/plans",
    ...given,
    line_items: items,
  })
}

/** A subscription that was bought on the hosted page. */
export async function subscribe(
  world: World,
  given: Stripe.Checkout.SessionCreateParams = {},
  card = cards.pays,
): Promise<Stripe.Subscription> {
  const session = await newSubscriptionSession(world, given)
  const answer = await pay(session.url, card)
  if (answer.status !== 303) throw new Error(`The page answered ${answer.status}.`)
  const paid = await world.stripe.checkout.sessions.retrieve(session.id)
  return world.stripe.subscriptions.retrieve(idOf(paid.subscription))
}

/** The types of the events so far, oldest first; of one object when its id is given. */
export async function eventTypes({ stripe }: World, object?: string): Promise<string[]> {
  return (await eventsOf({ stripe }, object)).map((event) => event.type)
}

export async function eventsOf(
  { stripe }: Pick<World, "stripe">,
  object?: string,
): Promise<Stripe.Event[]> {
  const events: Stripe.Event[] = []
  for await (const event of stripe.events.list({ limit: 100 })) events.push(event)
  const about = (event: Stripe.Event) =>
    object === undefined || ("id" in event.data.object && event.data.object.id === object)
  return events.filter(about).reverse()
}

/** Moves the sandbox's clock to a moment, in seconds since 1970. */
export function advanceTo({ control }: World, seconds: number): Promise<unknown> {
  return control("clock", { to: new Date(seconds * 1000).toISOString() })
}

/** The end of the running period of a subscription's first item. */
export function endOf(subscription: Stripe.Subscription): number {
  return subscription.items.data[0]?.current_period_end ?? 0
}

/** A subscription of a month of 31 days, ten days of which are gone. */
export async function running(world: World, amount = 3100): Promise<Stripe.Subscription> {
  await world.control("clock", { to: "2027-03-01T00:00:00Z" })
  const price = await newPlan(world, amount)
  const subscription = await subscribe(world, { line_items: [{ price: price.id, quantity: 1 }] })
  await advanceTo(world, subscription.created + 10 * daySeconds)
  return subscription
}

/** The moment at which a preview and the change that it shows both reckon. */
export function momentOf(subscription: Stripe.Subscription): number {
  return subscription.created + 10 * daySeconds
}

/** A subscription's invoices, newest first. */
export async function invoicesOf({ stripe }: World, id: string): Promise<Stripe.Invoice[]> {
  return (await stripe.invoices.list({ subscription: id, limit: 100 })).data
}
