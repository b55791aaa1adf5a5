import { log } from "@/lib/log"

/**
 * Runs a search; says "too-slow" when its statement was ended for its length, and "busy" when no
 * connection came free for it. Throws everything else.
 */
export async function runBounded<T>(
  search: () => Promise<T>,
): Promise<T | { outcome: "too-slow" } | { outcome: "busy" }> {
  try {
    return await search()
  } catch (error) {
    const outcome = outcomeOf(error)
    if (!outcome) throw error
    log.warn({ outcome }, "a search was ended")
    return { outcome }
  }
}

function outcomeOf(error: unknown): "too-slow" | "busy" | null {
  if (!(error instanceof Error)) return null
  // PostgreSQL, appendix A: query_canceled, which statement_timeout raises.
  if (Reflect.get(error, "code") === "57014") return "too-slow"
  // pg-pool has no code for it.
  return error.message.startsWith("timeout exceeded when trying to connect") ? "busy" : null
}
