import type { Route } from "next"
import { Moment } from "@/components/moment"
import { Badge } from "@/components/ui/badge"
import { buttonClass } from "@/components/ui/button"
import { PageLink } from "@/components/ui/page-link"
import { SubmitButton } from "@/components/ui/submit-button"
import { env } from "@/lib/env"
import { mailState } from "@/lib/mail/rules/mail-state"
import type { Undelivered } from "@/lib/mail/store/undelivered"
import { formatMoney } from "@/lib/money"

type Props = {
  undelivered: Undelivered[]
  /** Null: whoever looks may change nothing. */
  resend: ((form: FormData) => Promise<void>) | null
}

/** Buyers whom no mail has reached, with what can be done for each. */
export function UndeliveredList({ undelivered, resend }: Props) {
  return (
    <ul className="mt-8 divide-y divide-line border-y border-line">
      {undelivered.map((one) => (
        <li key={one.orderId} className="py-4" data-testid={`undelivered-${one.orderId}`}>
          <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
            <PageLink
              href={`/admin/orders/${one.orderId}` as Route}
              className="link min-h-11 content-center font-medium wrap-anywhere"
            >
              {one.titles.join(", ")}
            </PageLink>
            <p className="flex items-center gap-3 tabular-nums">
              <Badge>{stateOf(one)}</Badge>
              {formatMoney({ amount: one.amountTotal, currency: one.currency }, env().SHOP_LOCALE)}
            </p>
          </div>
          <p className="text-sm text-quiet wrap-anywhere">
            {one.email}, paid <Moment at={one.paidAt} />
          </p>
          {(one.mail.deliveryNote ?? one.mail.lastError) && (
            <p className="mt-1 text-sm text-alert wrap-anywhere">
              {one.mail.deliveryNote ?? one.mail.lastError}
            </p>
          )}
          {resend && (
            <div className="mt-3 flex flex-wrap items-center gap-4">
              <form action={resend}>
                <input type="hidden" name="order" value={one.orderId} />
                <SubmitButton
                  waiting="Mailing…"
                  className={buttonClass("secondary")}
                  data-testid="mail-again"
                >
                  Mail the receipt again
                </SubmitButton>
              </form>
              <PageLink
                href={`/admin/orders/${one.orderId}#reassign` as Route}
                className="link min-h-11 content-center"
              >
                Give it to another address
              </PageLink>
            </div>
          )}
        </li>
      ))}
    </ul>
  )
}

function stateOf({ mail }: Undelivered): string {
  const state = mailState(mail)
  return state === "pending" ? "not sent" : state
}
