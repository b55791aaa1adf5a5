import type { FormAction } from "@/components/buy-form"
import { SubmitButton } from "@/components/ui/submit-button"
import { env } from "@/lib/env"
import { nameCurrency } from "@/lib/formats"

type Props = { currencies: string[]; chosen: string | null; action: FormAction }

/** Which currency to show prices in, where the catalogue has several. */
export function CurrencyChooser({ currencies, chosen, action }: Props) {
  return (
    <form
      action={action}
      className="mt-16 flex flex-wrap items-center gap-x-3 gap-y-2 border-t border-line pt-6 text-sm"
    >
      <label htmlFor="currency" className="text-quiet">
        Show prices in
      </label>
      <select
        id="currency"
        name="currency"
        // A new key, or the browser would keep what was chosen before the page was made anew.
        key={chosen}
        defaultValue={chosen ?? ""}
        className="min-h-11 max-w-full rounded-lg border border-edge bg-paper px-3"
      >
        <option value="">The shop’s own currency</option>
        {currencies.map((currency) => (
          <option key={currency} value={currency}>
            {nameCurrency(currency, env().SHOP_LOCALE)} ({currency.toUpperCase()})
          </option>
        ))}
      </select>
      <SubmitButton
        waiting="Changing…"
        className="inline-flex min-h-11 cursor-pointer items-center rounded-lg border border-edge px-4 font-medium hover:border-ink hover:bg-surface"
      >
        Change
      </SubmitButton>
    </form>
  )
}
