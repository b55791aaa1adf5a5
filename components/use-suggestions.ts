import { useEffect, useState } from "react"

/** A suggestion as /api/search/suggestions answers: what it says and where it leads. */
export type ShownSuggestion = { text: string; hint: string; href: string }

/** Milliseconds without a key before the shop is asked. */
const PAUSE = 150
/** Fewer characters mean anything. */
const LEAST = 2

/**
 * The suggestions for what is typed, once the typing pauses. A question that is overtaken is cancelled;
 * one that fails has no answer. Null asks nothing.
 */
export function useSuggestions(typed: string | null): ShownSuggestion[] {
  const [answer, setAnswer] = useState<ShownSuggestion[]>([])
  const wanted = typed?.trim() ?? ""
  useEffect(() => {
    if (wanted.length < LEAST) return
    const asking = new AbortController()
    const timer = setTimeout(() => {
      void ask(wanted, asking.signal).then((found) => {
        if (!asking.signal.aborted) setAnswer(found)
      })
    }, PAUSE)
    return () => {
      clearTimeout(timer)
      asking.abort()
    }
  }, [wanted])
  // While the next answer is on its way the last one stays, or the list would flicker at every key.
  return wanted.length < LEAST ? [] : answer
}

async function ask(wanted: string, signal: AbortSignal): Promise<ShownSuggestion[]> {
  try {
    const path = `/api/search/suggestions?q=${encodeURIComponent(wanted.slice(0, 200))}`
    const response = await fetch(path, { signal })
    const body: unknown = response.ok ? await response.json() : []
    return Array.isArray(body) ? body.filter(isShown) : []
  } catch {
    return []
  }
}

function isShown(one: unknown): one is ShownSuggestion {
  if (typeof one !== "object" || one === null) return false
  return ["text", "hint", "href"].every((name) => typeof Reflect.get(one, name) === "string")
}
