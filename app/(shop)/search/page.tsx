import type { Metadata } from "next"
import { buyNow } from "@/app/(shop)/products/[slug]/actions"
import { chosenCurrency, currentVisitor } from "@/app/visitor"
import { SearchAnswer } from "@/components/search-answer"
import { SearchForm } from "@/components/search-form"
import { findMainCurrency } from "@/lib/catalog/store/catalogue"
import { now } from "@/lib/clock"
import { isStranger } from "@/lib/entitlements/store/access"
import { readSearch } from "@/lib/search/rules"
import { searchProducts } from "@/lib/search/search-products"

type Props = PageProps<"/search">

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const { typed } = readSearch(await searchParams)
  return {
    title: typed ? `${typed}: search` : "Search",
    // Whoever reads the shop by machine reads its products, not every question about them.
    robots: { index: false, follow: true },
  }
}

export default async function SearchPage({ searchParams }: Props) {
  const request = readSearch(await searchParams)
  const [visitor, currency, mainCurrency] = await Promise.all([
    currentVisitor(),
    chosenCurrency(),
    findMainCurrency(),
  ])
  const answer = await searchProducts({ request, visitor, currency, mainCurrency, now: now() })
  return (
    <>
      <h1 className="text-3xl font-semibold">Search</h1>
      <SearchForm
        request={request}
        currency={currency ?? mainCurrency}
        isKnown={!isStranger(visitor)}
      />
      <SearchAnswer request={request} answer={answer} buy={buyNow} />
    </>
  )
}
