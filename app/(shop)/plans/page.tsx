import type { Metadata } from "next"
import { subscribe } from "@/app/(shop)/plans/actions"
import { openGraph } from "@/app/open-graph"
import { chosenCurrency, currentVisitor } from "@/app/visitor"
import { PlanFamily } from "@/components/plan-family"
import { TermsSentence } from "@/components/terms-sentence"
import { ButtonLink } from "@/components/ui/button"
import { listPlansFor } from "@/lib/billing/list-plans-for"

export function generateMetadata(): Metadata {
  return {
    title: "Plans",
    description: "What each plan opens, what it costs, and when it is charged.",
    alternates: { canonical: "/plans" },
    openGraph: { ...openGraph(), title: "Plans", url: "/plans" },
  }
}

/** The plans of the shop, family by family, as this visitor can have them. */
export default async function PlansPage() {
  const [{ customerId }, currency] = await Promise.all([currentVisitor(), chosenCurrency()])
  const families = await listPlansFor(customerId, currency)
  if (families.length === 0) return <NoPlans />
  return (
    <>
      <h1 className="text-3xl font-semibold">Plans</h1>
      <p className="mt-3 max-w-prose text-lg text-quiet">
        One payment for everything in a group, for as long as you like.
        {!customerId && " You are asked to sign in first: your address is all it takes."}
      </p>
      {families.map((family) => (
        <PlanFamily
          key={family.slug}
          family={family}
          subscribe={subscribe}
          isSignedIn={customerId !== null}
        />
      ))}
      <TermsSentence className="mt-10" />
    </>
  )
}

function NoPlans() {
  return (
    <div className="py-8" data-testid="no-plans">
      <h1 className="text-3xl font-semibold">Plans</h1>
      <p className="mt-3 mb-6 max-w-prose text-quiet">
        There are no plans at the moment. Everything can be bought by itself.
      </p>
      <ButtonLink href="/">See the catalogue</ButtonLink>
    </div>
  )
}
