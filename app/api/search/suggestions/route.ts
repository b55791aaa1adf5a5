import type { ShownSuggestion } from "@/components/use-suggestions"
import { now } from "@/lib/clock"
import { suggestProducts } from "@/lib/search/suggest-products"

export const dynamic = "force-dynamic"

/** What the one who types may mean: `[{ text, hint, href }]`, eight at most; none for any text that finds none. */
export async function GET(request: Request): Promise<Response> {
  const typed = new URL(request.url).searchParams.get("q") ?? ""
  const found = await suggestProducts(typed, now())
  const shown: ShownSuggestion[] = found.map((one) =>
    one.kind === "product"
      ? { text: one.title, hint: "", href: `/products/${one.slug}` }
      : { text: one.name, hint: "Person", href: `/search?q=${encodeURIComponent(one.name)}` },
  )
  return Response.json(shown, {
    headers: { "Cache-Control": "private, no-store", "X-Content-Type-Options": "nosniff" },
  })
}
