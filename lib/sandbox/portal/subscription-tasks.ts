import type Stripe from "stripe"
import { redirect } from "@/lib/sandbox/page"
import { cancel, resume } from "@/lib/sandbox/portal/cancel"
import { choosePage, confirmChangePage } from "@/lib/sandbox/portal/change-page"
import { changePlan, type NewPlan } from "@/lib/sandbox/portal/change-plan"
import { homePage } from "@/lib/sandbox/portal/home-page"
import {
  mayDo,
  type Offer,
  offersFor,
  ownSubscription,
  productName,
} from "@/lib/sandbox/portal/offers"
import { finish, type Portal } from "@/lib/sandbox/portal/open-session"
import type { AddTask, Given } from "@/lib/sandbox/portal/pages"
import { cancelPage } from "@/lib/sandbox/portal/task-pages"
import { findStored } from "@/lib/sandbox/stripe/objects"

/** Cancels, takes back and changes subscriptions. */
export function subscriptionTasks(add: AddTask): void {
  const on = (
    method: "GET" | "POST",
    verb: "cancel" | "change" | "resume",
    task: (portal: Portal, own: Stripe.Subscription, given: Given) => Promise<Response | null>,
  ) =>
    add(method, `/subscriptions/:id/${verb}`, async (portal, given) => {
      const own = await ownSubscription(portal, given.id)
      if (!own) return null
      // Another tab was faster, or the configuration does not offer it.
      if (!mayDo(portal, own)[verb]) return redirect(`/p/session/${portal.session.id}`)
      return task(portal, own, given)
    })

  on("GET", "cancel", (portal, own) => cancelPage(portal, own))
  on("POST", "cancel", async (portal, own, { form }) => {
    const said = { feedback: form.get("feedback") ?? "", comment: textOf(form, "comment") }
    const refused = await cancel(portal, own, said)
    if (refused) return cancelPage(portal, own, refused.message)
    return redirect(await finish(portal, "canceled"))
  })
  on("POST", "resume", async (portal, own) => {
    const refused = await resume(portal, own)
    if (refused) return homePage(portal, { refused: refused.message })
    return redirect(await finish(portal, "resumed"))
  })
  on("GET", "change", async (portal, own, { query }) => {
    const chosen = await chosenPlan(portal, own, query.get("price"))
    if (!chosen) return choosePage(portal, own)
    return confirmChangePage(portal, own, chosen.offer, chosen.plan)
  })
  on("POST", "change", async (portal, own, { form }) => {
    const chosen = await chosenPlan(portal, own, form.get("price"))
    if (!chosen) return choosePage(portal, own)
    const refused = await changePlan(portal, own, chosen.plan)
    if (refused) return confirmChangePage(portal, own, chosen.offer, chosen.plan, refused.message)
    return redirect(await finish(portal, "changed"))
  })
}

function textOf(form: URLSearchParams, name: string): string {
  return (form.get(name) ?? "").trim().slice(0, 500)
}

/** The plan that a flow confirms, or the one that was chosen of those that may be. */
async function chosenPlan(
  portal: Portal,
  own: Stripe.Subscription,
  id: string | null,
): Promise<{ offer: Offer; plan: NewPlan } | null> {
  const confirm = portal.flow?.subscription_update_confirm
  if (confirm?.subscription === own.id) {
    const [item] = confirm.items
    const price = await findStored(portal.scope, "price", item?.price ?? "")
    const old = own.items.data[0]?.price
    const chosen = price?.data ?? old
    if (!chosen) return null
    return {
      offer: { price: chosen, name: await productName(portal, chosen) },
      plan: {
        price: chosen.id,
        ...(item?.quantity === undefined ? {} : { quantity: item.quantity }),
      },
    }
  }
  const offers = await offersFor(portal, own)
  const offer = offers.find(({ price }) => price.id === id)
  return offer ? { offer, plan: { price: offer.price.id } } : null
}
