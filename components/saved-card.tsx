import type { FormAction } from "@/components/buy-form"
import { Badge } from "@/components/ui/badge"
import { buttonClass } from "@/components/ui/button"
import { SubmitButton } from "@/components/ui/submit-button"
import { type CardExpiry, nameBrand } from "@/lib/account/card-rules"

type Card = {
  id: string
  brand: string
  last4: string
  expMonth: number
  expYear: number
  isDefault: boolean
}
type Props = { card: Card; expiry: CardExpiry; choose: FormAction; remove: FormAction }

/** One saved card: what is known of it, and what its owner can do with it. */
export function SavedCard({ card, expiry, choose, remove }: Props) {
  const name = `${nameBrand(card.brand)} ending in ${card.last4}`
  return (
    <li
      data-testid="card"
      data-card={card.id}
      data-default={card.isDefault ? "true" : "false"}
      data-expiry={expiry}
      className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2 py-5"
    >
      <div className="min-w-0 grow basis-56">
        <h2 className="flex flex-wrap items-center gap-x-3 gap-y-1 font-semibold">
          <span>{name}</span>
          {card.isDefault && <Badge>Default</Badge>}
        </h2>
        <Expiry card={card} expiry={expiry} />
      </div>
      <div className="flex flex-wrap items-start gap-x-5">
        {!card.isDefault && expiry !== "expired" && (
          <CardForm action={choose} cardId={card.id} waiting="Saving…">
            Make default<span className="sr-only">: {name}</span>
          </CardForm>
        )}
        <details className="group">
          <summary className="link w-fit py-1 group-open:no-underline">
            Remove<span className="sr-only">: {name}</span>
          </summary>
          <div className="mt-1 max-w-64 pb-1 text-sm">
            <p className="text-quiet">
              It will not be offered or charged again. Your purchases stay yours.
            </p>
            <CardForm action={remove} cardId={card.id} waiting="Removing…" look="secondary">
              Remove this card<span className="sr-only">: {name}</span>
            </CardForm>
          </div>
        </details>
      </div>
    </li>
  )
}

function Expiry({ card: { expMonth, expYear }, expiry }: Pick<Props, "card" | "expiry">) {
  const date = `${String(expMonth).padStart(2, "0")}/${expYear}`
  if (expiry === "expired") return <p className="mt-1 text-sm text-alert">Expired {date}</p>
  if (expiry === "soon") return <p className="mt-1 text-sm">Expires soon: {date}</p>
  return <p className="mt-1 text-sm text-quiet">Expires {date}</p>
}

type FormProps = {
  action: FormAction
  cardId: string
  waiting: string
  look?: "quiet" | "secondary"
  children: React.ReactNode
}

function CardForm({ action, cardId, waiting, look = "quiet", children }: FormProps) {
  return (
    <form action={action} className={look === "secondary" ? "mt-3" : ""}>
      <input type="hidden" name="card" value={cardId} />
      <SubmitButton waiting={waiting} className={buttonClass(look)}>
        <span>{children}</span>
      </SubmitButton>
    </form>
  )
}
