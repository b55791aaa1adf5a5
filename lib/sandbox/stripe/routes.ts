import type { Scope } from "@/lib/sandbox/scope"
import type { Form } from "@/lib/sandbox/stripe/form"

/** One call of the API: its transaction, its parameters, the ids in its path. */
export type Call = { scope: Scope; form: Form; ids: string[] }

/** One row of the router's table; `:id` in a path is handed over in `ids`. */
export type Route = {
  method: "DELETE" | "GET" | "POST"
  path: string
  run: (call: Call) => Promise<object>
}

/** The route for a request, with the ids of its path, or null. */
export function findRoute(
  routes: readonly Route[],
  method: string,
  path: string,
): { route: Route; ids: string[] } | null {
  const given = path.split("/")
  for (const route of routes) {
    if (route.method !== method) continue
    const wanted = route.path.split("/")
    if (wanted.length !== given.length) continue
    const fits = wanted.every((part, at) => part === ":id" || part === given[at])
    if (!fits) continue
    const ids = given.filter((_, at) => wanted[at] === ":id").map(decodeURIComponent)
    return { route, ids }
  }
  return null
}
