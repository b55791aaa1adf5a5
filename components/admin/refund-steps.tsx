import type { AdminForm } from "@/components/admin/admin-form-state"
import { RefundChoice, type RefundFields } from "@/components/admin/refund-choice"
import { RefundForm } from "@/components/admin/refund-form"
import { Moment } from "@/components/moment"
import { Notice } from "@/components/ui/notice"
import { env } from "@/lib/env"
import { formatMoney } from "@/lib/money"
import { obstacleOf, planRefund, type RefundPlan, readChoice } from "@/lib/refunds/rules"
import type { KnownPayment, RequestRow } from "@/lib/refunds/store/payments"

type Props = {
  payment: KnownPayment
  /** A refund whose answer is missing: it comes before any other. */
  waiting: RequestRow | null
  asked: RefundFields
  /** For a refund that is new. */
  attempt: string
  path: string
  back: string
  action: AdminForm
}

/** A refund in two steps: what shall go back, then exactly what will happen. */
export function RefundSteps({ payment, waiting, asked, attempt, path, back, action }: Props) {
  const obstacle = waiting ? null : obstacleOf(payment)
  if (obstacle)
    return (
      <div className="mt-8 max-w-xl">
        <Notice title="No refund is possible" tone="alert">
          <p data-testid="refund-obstacle">{obstacle}</p>
        </Notice>
      </div>
    )
  const form = { action, paidFor: payment.paidFor, change: path, back }
  if (waiting)
    return (
      <div className="mt-8 max-w-xl">
        <Notice title="A refund waits for Stripe’s answer" tone="alert">
          <p>
            {moneyOf(payment, waiting.amount)} was asked for <Moment at={waiting.createdAt} />, and
            the answer did not come. Ask again: it stays one refund.
          </p>
        </Notice>
        <RefundForm
          {...form}
          asked={{ what: "full", amount: "", closes: false }}
          attempt={waiting.id}
          expected={waiting.amount}
          label={`Ask again for ${moneyOf(payment, waiting.amount)}`}
        />
      </div>
    )
  const choice = readChoice(asked)
  const planned = choice && planRefund(payment, choice)
  if (planned?.outcome !== "planned")
    return <RefundChoice payment={payment} path={path} asked={asked} fault={planned} back={back} />
  const change = `${path}?${new URLSearchParams({ amount: asked.amount })}`
  return (
    <>
      <Consequences payment={payment} plan={planned.plan} />
      <RefundForm
        {...form}
        change={change}
        asked={asked}
        attempt={attempt}
        expected={planned.plan.amount}
        label={`Refund ${moneyOf(payment, planned.plan.amount)}`}
      />
    </>
  )
}

function Consequences({ payment, plan }: { payment: KnownPayment; plan: RefundPlan }) {
  const { closing, staying } = plan
  return (
    <section className="mt-8 max-w-xl" data-testid="refund-plan">
      <h2 className="text-xl font-semibold">What will happen</h2>
      <ul className="mt-3 list-disc space-y-2 pl-5">
        <li className="wrap-anywhere">
          <strong>{moneyOf(payment, plan.amount)}</strong> of {moneyOf(payment, payment.amountPaid)}{" "}
          goes back to the card or account that {payment.email ?? "the buyer"} paid with.
        </li>
        {closing.map((title) => (
          <li key={title}>Closes at once: {title}.</li>
        ))}
        {staying.map((title) => (
          <li key={title}>Stays open: {title}.</li>
        ))}
      </ul>
      <p className="mt-3 text-sm text-quiet">A refund cannot be taken back.</p>
    </section>
  )
}

function moneyOf({ currency }: KnownPayment, amount: number): string {
  return formatMoney({ amount, currency }, env().SHOP_LOCALE)
}
