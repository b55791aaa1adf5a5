import type Stripe from "stripe"
import { callApi } from "@/lib/sandbox/call-api"
import { checkCard, readForm } from "@/lib/sandbox/checkout/payment-form"
import { redirect } from "@/lib/sandbox/page"
import {
  addCard,
  chargeCard,
  charged,
  ownCard,
  ownSetup,
  removeCard,
} from "@/lib/sandbox/portal/cards"
import { homePage } from "@/lib/sandbox/portal/home-page"
import { finish, type Portal } from "@/lib/sandbox/portal/open-session"
import type { AddTask } from "@/lib/sandbox/portal/pages"
import { cardPage, detailsPage } from "@/lib/sandbox/portal/task-pages"
import { idOf } from "@/lib/sandbox/stripe/id-of"
import { findObjects } from "@/lib/sandbox/stripe/objects"

/** Keeps, charges and removes cards, and changes who the customer is. */
export function cardTasks(add: AddTask): void {
  const on: AddTask = (method, path, task) =>
    add(method, `/cards${path}`, async (portal, given) =>
      portal.configuration.features.payment_method_update.enabled ? task(portal, given) : null,
    )

  on("GET", "/new", (portal) => cardPage(portal))
  on("POST", "", async (portal, given) => {
    const form = readForm(given.form)
    const errors = checkCard(form, portal.scope.now)
    if (Object.keys(errors).length > 0) return cardPage(portal, { form, errors })
    const intent = await addCard(portal, form)
    if (intent.status === "requires_action") return redirect(`/c/authenticate/${intent.id}`)
    return tried(portal, intent)
  })
  // Where the bank leads back to.
  on("GET", "/:id", async (portal, { id }) => {
    const intent = await ownSetup(portal, id)
    return intent && tried(portal, intent)
  })
  on("POST", "/:id/default", async (portal, { id }) => {
    if (!(await ownCard(portal, id))) return null
    const refused = await chargeCard(portal, id)
    if (refused) return homePage(portal, { refused: refused.message })
    return redirect(await finish(portal, "default"))
  })
  on("POST", "/:id/remove", async (portal, { id }) => {
    const { scope, customer, session } = portal
    if (!(await ownCard(portal, id))) return null
    const all = await findObjects(scope, "subscription", { customer: customer.id })
    if (charged(portal, all).has(id)) {
      return homePage(portal, {
        refused: "Choose another card to charge before you remove this one.",
      })
    }
    const refused = await removeCard(portal, id)
    if (refused) return homePage(portal, { refused: refused.message })
    return redirect(`/p/session/${session.id}?done=removed`)
  })
  detailsTasks(add)
}

/** What became of a card that the customer added. */
async function tried(portal: Portal, intent: Stripe.SetupIntent): Promise<Response> {
  if (intent.status !== "succeeded") {
    const refused = intent.last_setup_error?.message ?? "The card was not saved. Try again."
    return cardPage(portal, { refused })
  }
  const refused = await chargeCard(portal, idOf(intent.payment_method))
  if (refused) return homePage(portal, { refused: refused.message })
  return redirect(await finish(portal, "card"))
}

function detailsTasks(add: AddTask): void {
  add("GET", "/details", async (portal) => {
    const { configuration, customer } = portal
    if (!configuration.features.customer_update.enabled) return null
    return detailsPage(portal, { name: customer.name ?? "", email: customer.email ?? "" })
  })
  add("POST", "/details", async (portal, { form }) => {
    const { scope, configuration, customer } = portal
    const { allowed_updates: allowed, enabled } = configuration.features.customer_update
    if (!enabled) return null
    const typed = {
      name: (form.get("name") ?? "").trim().slice(0, 200),
      email: (form.get("email") ?? "").trim().slice(0, 512),
    }
    if (allowed.includes("email") && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(typed.email)) {
      return detailsPage(portal, typed, "Enter your email address, such as name@example.com.")
    }
    const refused = await callApi(scope, "POST", `/v1/customers/${customer.id}`, {
      ...(allowed.includes("email") ? { email: typed.email } : {}),
      ...(allowed.includes("name") ? { name: typed.name } : {}),
    })
    if (refused) return detailsPage(portal, typed, refused.message)
    return redirect(await finish(portal, "details"))
  })
}
