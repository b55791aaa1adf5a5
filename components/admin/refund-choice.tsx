import type { Route } from "next"
import { buttonClass } from "@/components/ui/button"
import { Choice } from "@/components/ui/choice"
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
  const single = lines.length > 1 ? lines : []
  const options = [
    ["full", `Everything that is left: ${money(left)}`],
    ...single.map((line) => [line.id, `${line.title}: ${money(line.amountTotal)}`]),
    ["amount", "An amount"],
  ] as const
  return (
    <form action={path} className="mt-8 max-w-xl space-y-6">
      <fieldset>
        <legend className="font-semibold">What goes back</legend>
        {options.map(([value, label]) => (
          <Choice
            key={value}
            id={`what-${value}`}
            type="radio"
            name="what"
            value={value}
            label={label}
            defaultChecked={what === value}
          />
        ))}
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
        <Choice
          id="closes"
          name="closes"
          label="Close access too, though only an amount goes back"
          defaultChecked={asked.closes}
        />
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
