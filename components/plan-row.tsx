import type { Route } from "next"
import { sayInShop } from "@/components/offer-reason"
import { ButtonLink } from "@/components/ui/button"
import { isByPlan } from "@/lib/entitlements/access-rules"
import type { Offer } from "@/lib/entitlements/rules"

/** The plan that opens a product, as one more way to it beside the editions that are sold by themselves. */
export function PlanRow({ editions }: { editions: { isSample: boolean; offer: Offer }[] }) {
  const offers = editions.filter(({ isSample }) => !isSample).map(({ offer }) => offer)
  const sold = offers.find(({ action, plan }) => action === "buy" && plan)
  const isTheirs = offers.some((offer) => isByPlan(offer) && offer.action !== "buy")
  // What is only in a plan says so itself.
  const isSaid = offers.some(({ action }) => action === "subscribe")
  if (!sold?.plan || isTheirs || isSaid) return null
  const { slug, title, amount, currency } = sold.plan
  const isFormer = sold.source === "subscription"
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 py-5">
      <div className="min-w-0 grow basis-52">
        <h3 className="font-semibold wrap-anywhere">{title}</h3>
        <p
          className="mt-1 text-sm text-quiet"
          data-testid={`plan-price-${slug}`}
          data-amount={amount}
          data-currency={currency}
        >
          {sayInShop().plan(sold.plan)}
        </p>
      </div>
      <ButtonLink
        href={(isFormer ? "/account/subscription" : `/plans#plan-${slug}`) as Route}
        look="secondary"
        className="min-w-36"
        data-testid={`plan-${slug}`}
      >
        <span>
          {isFormer ? "Renew" : "Subscribe"}
          <span className="sr-only">: {title}</span>
        </span>
      </ButtonLink>
    </li>
  )
}
