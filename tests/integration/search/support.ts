import { stranger, type Visitor } from "@/lib/entitlements/store/access"
import { readSearch } from "@/lib/search/rules"
import { type SearchOutcome, searchProducts } from "@/lib/search/search-products"

type Found = Extract<SearchOutcome, { outcome: "found" }>

/** Searches as the page does, with the parameters of its address. Throws when the search was ended. */
export async function search(
  parameters: Record<string, string>,
  visitor: Visitor = stranger,
  currency: string | null = null,
): Promise<Found> {
  const request = readSearch(parameters)
  const now = new Date()
  const answer = await searchProducts({ request, visitor, currency, mainCurrency: "usd", now })
  if (answer.outcome !== "found") throw new Error(`The search was ${answer.outcome}.`)
  return answer
}

/** The slugs that a search finds, in order. */
export async function slugsOf(...search_: Parameters<typeof search>): Promise<string[]> {
  return (await search(...search_)).products.map(({ slug }) => slug)
}
