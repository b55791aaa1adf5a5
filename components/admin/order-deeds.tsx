import type { Route } from "next"
import type { AdminForm } from "@/components/admin/admin-form-state"
import { ReasonForm } from "@/components/admin/reason-form"
import { ReassignForm } from "@/components/admin/reassign-form"
import { ButtonLink, buttonClass } from "@/components/ui/button"
import { SubmitButton } from "@/components/ui/submit-button"
import type { WholeOrder } from "@/lib/purchases/store/whole-order"

type Step = (form: FormData) => Promise<void>
type Props = {
  order: WholeOrder
  steps: { mail: Step; renew: Step; release: AdminForm; reassign: AdminForm }
}

/** What can be done with a whole order. */
export function OrderDeeds({ order, steps }: Props) {
  const [first] = order.lines.flatMap(({ purchase }) => purchase ?? [])
  const isMailable = order.status === "paid" && order.customer?.email
  const isCharged = order.amountTotal > 0 && order.stripePaymentIntentId !== null
  return (
    <>
      <div className="mt-6 flex flex-wrap gap-4">
        {isCharged && (order.status === "paid" || order.status === "withheld") && (
          <ButtonLink
            href={`/admin/orders/${order.id}/refund` as Route}
            look="secondary"
            data-testid="refund-order"
          >
            Refund…
          </ButtonLink>
        )}
        {isMailable && first && (
          <>
            <form action={steps.mail}>
              <input type="hidden" name="order" value={order.id} />
              <SubmitButton
                waiting="Mailing…"
                className={buttonClass("secondary")}
                data-testid="mail-receipt"
              >
                Mail the receipt again
              </SubmitButton>
            </form>
            <form action={steps.renew}>
              <input type="hidden" name="order" value={order.id} />
              <input type="hidden" name="purchase" value={first.id} />
              <SubmitButton
                waiting="Changing…"
                className={buttonClass("secondary")}
                data-testid="renew-link"
              >
                Make the private link void
              </SubmitButton>
            </form>
          </>
        )}
      </div>
      {order.status === "withheld" && (
        <ReasonForm
          id="release"
          hidden={{ order: order.id }}
          action={steps.release}
          title="Give it to its buyer all the same"
          button="Release it"
          waiting="Releasing…"
          hint="They get all of it for what they paid, and the receipt. If that is not right, refund it."
          testId="release"
        />
      )}
      {isMailable && <ReassignForm orderId={order.id} action={steps.reassign} />}
    </>
  )
}
