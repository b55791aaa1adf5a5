import type { Route } from "next"
import { buttonClass } from "@/components/ui/button"
import { Field } from "@/components/ui/field"
import { PageLink } from "@/components/ui/page-link"
import { env } from "@/lib/env"
import { formatMoney, toDecimal } from "@/lib/money"
import { leftOf, type Payment } from "@/lib/refunds/rules"

export type RefundFields = { what: string; amount: string; closes: boolean }

type Props = {
  payment: Payment
  /** The page itself: the form asks it what a choice would do. */
  path: string
  asked: RefundFields
  fault: { field: "amount" | "what" | null; message: string } | null
  back: string
}

/** What of a payment shall go back. Nothing happens by it: the next step says what would. */
export function RefundChoice({ payment, path, asked, fault, back }: Props) {
  const { currency, lines } = payment
  const money = (amount: number) => formatMoney({ amount, currency }, env().SHOP_LOCALE)
  const left = leftOf(payment)
  const what = asked.what || "full"
  return (
    <form action={path} className="mt-8 max-w-xl space-y-6">
      <fieldset>
        <legend className="font-semibold">What goes back</legend>
        <Choice value="full" chosen={what} label={`Everything that is left: ${money(left)}`} />
        {lines.length > 1 &&
          lines.map((line) => (
            <Choice
              key={line.id}
              value={line.id}
              chosen={what}
              label={`${line.title}: ${money(line.amountTotal)}`}
            />
          ))}
        <Choice value="amount" chosen={what} label="An amount" />
      </fieldset>
      {fault && fault.field !== "amount" && (
        <p className="text-sm text-alert" data-testid="refund-fault">
          {fault.message}
        </p>
      )}
      <Field
        id="amount"
        name="amount"
        label={`The amount, in ${currency.toUpperCase()}`}
        inputMode="decimal"
        autoComplete="off"
        defaultValue={asked.amount}
        error={fault?.field === "amount" ? fault.message : undefined}
        hint={`For “An amount” alone. At most ${toDecimal({ amount: left, currency })}.`}
      />
      {lines.length > 0 && (
        <label className="flex min-h-11 items-center gap-2">
          <input
            type="checkbox"
            name="closes"
            defaultChecked={asked.closes}
            className="size-5 shrink-0"
          />
          Close access too, though only an amount goes back
        </label>
      )}
      <div className="flex flex-wrap items-center gap-4">
        <button type="submit" className={buttonClass()} data-testid="refund-next">
          See what will happen
        </button>
        <PageLink href={back as Route} className="link min-h-11 content-center">
          Give nothing back
        </PageLink>
      </div>
    </form>
  )
}

function Choice(props: { value: string; chosen: string; label: string }) {
  return (
    <label className="mt-1 flex min-h-11 items-center gap-3">
      <input
        type="radio"
        name="what"
        value={props.value}
        defaultChecked={props.chosen === props.value}
        className="size-5 shrink-0"
      />
      <span className="wrap-anywhere">{props.label}</span>
    </label>
  )
}
