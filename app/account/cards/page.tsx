import type { Metadata } from "next"
import { add, choose, remove } from "@/app/account/cards/actions"
import { CardNotice } from "@/components/card-notice"
import { SavedCard } from "@/components/saved-card"
import { ButtonLink, buttonClass } from "@/components/ui/button"
import { Notice } from "@/components/ui/notice"
import { SubmitButton } from "@/components/ui/submit-button"
import { expiryOf } from "@/lib/account/card-rules"
import { type ListedCards, listCards } from "@/lib/account/list-cards"
import { requireCustomer } from "@/lib/auth/require-customer"
import { now } from "@/lib/clock"

export const metadata: Metadata = { title: "Saved cards", robots: { index: false } }

/** A customer's saved cards, as Stripe has them at this moment. */
export default async function CardsPage({ searchParams }: PageProps<"/account/cards">) {
  const { customerId } = await requireCustomer("/account/cards")
  const { done, payment, problem } = await searchParams
  const listed = await listCards(customerId)
  return (
    <section className="max-w-2xl py-4">
      <h1 className="text-3xl font-semibold">Saved cards</h1>
      <p className="mt-3 text-quiet">
        Kept by Stripe, our payment service, for paying with one click. Subscriptions are charged to
        the default one. We see the last four digits and never the number.
      </p>
      <div className="mt-6 empty:hidden">
        <CardNotice result={textOf(done)} payment={textOf(payment)} problem={textOf(problem)} />
      </div>
      <Cards listed={listed} />
      {listed.outcome === "listed" && (
        <form action={add} className="mt-8">
          <SubmitButton waiting="One moment…" className={buttonClass("secondary")}>
            Add a card
          </SubmitButton>
          <p className="mt-2 text-sm text-quiet">On Stripe’s page. Nothing is charged.</p>
        </form>
      )}
    </section>
  )
}

function Cards({ listed }: { listed: ListedCards }) {
  if (listed.outcome === "unavailable")
    return (
      <div className="mt-6 space-y-5" role="alert">
        <Notice tone="alert" title="Your cards can’t be shown right now">
          <p>The payment service did not answer. Nothing is lost; try again in a moment.</p>
        </Notice>
        <ButtonLink href="/account/cards" look="secondary">
          Try again
        </ButtonLink>
      </div>
    )
  if (listed.cards.length === 0)
    return (
      <p className="mt-8 border-y border-line py-5" data-testid="no-cards">
        You have no saved card. Add one here, or tick “save” when you next pay.
      </p>
    )
  return (
    <ul className="mt-6 divide-y divide-line border-y border-line">
      {listed.cards.map((card) => (
        <SavedCard
          key={card.id}
          card={card}
          expiry={expiryOf(card, now())}
          choose={choose}
          remove={remove}
        />
      ))}
    </ul>
  )
}

function textOf(value: string | string[] | undefined): string | undefined {
  return typeof value === "string" ? value : undefined
}
