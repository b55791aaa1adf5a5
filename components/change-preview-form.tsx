import type { Route } from "next"
import type { FormAction } from "@/components/buy-form"
import { Day } from "@/components/day"
import { ButtonLink, buttonClass } from "@/components/ui/button"
import { SubmitButton } from "@/components/ui/submit-button"
import type { ChangePreview } from "@/lib/billing/preview-change"
import { env } from "@/lib/env"
import { formatMoney } from "@/lib/money"
import { periodOf } from "@/lib/subscriptions/rules/periods"
import { priceInWords } from "@/lib/subscriptions/rules/words"

type Props = { subscriptionId: string; preview: ChangePreview; action: FormAction }

/** What a change costs and when it takes effect, and the button that confirms just that. */
export function ChangePreviewForm({ subscriptionId, preview, action }: Props) {
  const { from, to, kind, lines, due, credit } = preview
  const locale = env().SHOP_LOCALE
  const price = priceInWords({ ...to, period: periodOf(to) }, locale)
  return (
    <div className="mt-6" data-testid="change-preview" data-kind={kind}>
      <p>
        From {from.plan.title} to <strong className="font-semibold">{to.plan.title}</strong>,{" "}
        {price}
        {kind === "downgrade" ? (
          <>
            , on <Day at={preview.takesEffectAt} />. Until then you keep what you have.
          </>
        ) : (
          ", at once."
        )}
      </p>
      <dl className="mt-6 max-w-xl border-y border-line tabular-nums">
        {lines.map(({ description, ...money }) => (
          <Row key={`${description}${money.amount}`} label={description}>
            {formatMoney(money, locale)}
          </Row>
        ))}
        <Row label="Due now" isTotal>
          {formatMoney(due, locale)}
        </Row>
        {credit.amount > 0 && (
          <Row label="Credit for your next charge">{formatMoney(credit, locale)}</Row>
        )}
        <Row label="Next charge">
          <Day at={preview.nextChargeAt} />
        </Row>
      </dl>
      <div className="mt-6 flex flex-wrap gap-3">
        <form action={action}>
          <input type="hidden" name="subscription" value={subscriptionId} />
          <input type="hidden" name="price" value={to.id} />
          <input type="hidden" name="token" value={preview.token} />
          <SubmitButton
            waiting="One moment…"
            className={buttonClass()}
            data-testid="confirm-change"
            data-amount={due.amount}
            data-currency={due.currency}
          >
            {due.amount > 0 ? `Change and pay ${formatMoney(due, locale)}` : "Confirm the change"}
          </SubmitButton>
        </form>
        <ButtonLink
          href={`/account/subscription/${subscriptionId}/change` as Route}
          look="secondary"
        >
          Choose another
        </ButtonLink>
      </div>
    </div>
  )
}

type RowProps = { label: string; isTotal?: boolean; children: React.ReactNode }

function Row({ label, isTotal = false, children }: RowProps) {
  return (
    <div
      className={`flex justify-between gap-6 py-3 ${isTotal ? "border-t border-line font-semibold first:border-0" : ""}`}
    >
      <dt className="min-w-0 wrap-anywhere">{label}</dt>
      <dd className="whitespace-nowrap">{children}</dd>
    </div>
  )
}
