import { RowSteps } from "@/components/admin/row-steps"
import { typedField } from "@/components/admin/typed-field"
import { Field } from "@/components/ui/field"
import type { Typed } from "@/lib/form-steps"

type Props = { at: number; typed: Typed; faults: Typed }

/** One price of a plan's form. */
export function PlanPriceFields({ at, typed, faults }: Props) {
  const of = (field: string) => ({
    ...typedField(`prices.${at}.${field}`, typed, faults),
    maxLength: 20,
  })
  return (
    <fieldset className="space-y-4 rounded-lg border border-line p-5" data-testid={`price-${at}`}>
      <legend className="px-2 font-medium">Price {at + 1}</legend>
      <div className="grid gap-4 sm:grid-cols-3">
        <Field {...of("amount")} label="Amount" inputMode="decimal" hint="9.00" />
        <Field {...of("currency")} label="Currency" hint="USD, EUR, JPY…" />
        <Field {...of("period")} label="Charged every" hint="month, 3 months, year, or once." />
        <Field
          {...of("trialDays")}
          label="Days of trial"
          inputMode="numeric"
          hint="Empty: the shop’s setting. 0: none."
        />
        <Field
          {...of("introAmount")}
          label="At first only"
          inputMode="decimal"
          hint="A lower amount…"
        />
        <Field {...of("introCycles")} label="For so many periods" inputMode="numeric" />
        <Field {...of("duration")} label="Ends after" hint="1 year, 6 months… Empty: it goes on." />
      </div>
      <RowSteps list="prices" at={at} canRemove />
    </fieldset>
  )
}
