import { readWords } from "@/lib/search/rules"
import { runBounded } from "@/lib/search/run-bounded"
import { listSuggestions, type Suggestion } from "@/lib/search/store/suggestions"

/** How many are shown. */
const MOST = 8

/**
 * What the one who types may mean: titles and people, the most popular first. Nothing for less than two
 * characters, nor when the answer would come too late to be of use.
 */
export async function suggestProducts(typed: string, now: Date): Promise<Suggestion[]> {
  const words = typed.trim().length < 2 ? null : readWords(typed)
  if (!words) return []
  const found = await runBounded(() => listSuggestions(words, now, MOST))
  return Array.isArray(found) ? found : []
}
