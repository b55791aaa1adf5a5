import type { ReactNode } from "react"
import { chooseCurrency } from "@/app/(shop)/actions"
import { chosenCurrency } from "@/app/visitor"
import { CurrencyChooser } from "@/components/currency-chooser"
import { listCurrencies } from "@/lib/catalog/store/catalogue"

export default async function ShopLayout({ children }: { children: ReactNode }) {
  const [currencies, chosen] = await Promise.all([listCurrencies(), chosenCurrency()])
  return (
    <>
      {children}
      {currencies.length > 1 && (
        <CurrencyChooser currencies={currencies} chosen={chosen} action={chooseCurrency} />
      )}
    </>
  )
}
