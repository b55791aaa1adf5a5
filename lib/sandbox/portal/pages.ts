import { type Context, Hono } from "hono"
import { guardPages } from "@/lib/sandbox/guard"
import { redirect } from "@/lib/sandbox/page"
import { cardTasks } from "@/lib/sandbox/portal/card-tasks"
import { homePage } from "@/lib/sandbox/portal/home-page"
import { openSession, type Portal } from "@/lib/sandbox/portal/open-session"
import { closedPage } from "@/lib/sandbox/portal/portal-page"
import { subscriptionTasks } from "@/lib/sandbox/portal/subscription-tasks"
import { confirmationPage } from "@/lib/sandbox/portal/task-pages"
import { doneWords } from "@/lib/sandbox/portal/words"
import type { Sandbox } from "@/lib/sandbox/sandbox"
import { inScope } from "@/lib/sandbox/scope"

/** One page or form of an open portal; null: the session's customer has nothing of that kind. */
export type Task = (portal: Portal, given: Given) => Promise<Response | null>
export type Given = { id: string; form: URLSearchParams; query: URLSearchParams }
/** Adds a task under `/p/session/:session`. */
export type AddTask = (method: "GET" | "POST", path: string, task: Task) => void

/** Where a portal session's `url` leads: every change goes the way of the API's own calls. */
export function portalPages(sandbox: Sandbox): Hono {
  const app = new Hono()
  app.use("/p/*", guardPages)
  const add: AddTask = (method, path, task) =>
    app.on(method, `/p/session/:session${path}`, (c) => run(sandbox, c, task))

  add("GET", "", async (portal, { query }) => {
    const first = flowPath(portal)
    if (first) return redirect(`/p/session/${portal.session.id}${first}`)
    return homePage(portal, { done: query.get("done") ?? undefined })
  })
  add("GET", "/done", (portal, { query }) =>
    confirmationPage(portal, doneWords(query.get("done") ?? undefined)),
  )
  subscriptionTasks(add)
  cardTasks(add)
  return app
}

async function run(sandbox: Sandbox, c: Context, task: Task): Promise<Response> {
  const form = new URLSearchParams(await c.req.text())
  const { searchParams: query } = new URL(c.req.url)
  return inScope(sandbox, async (scope) => {
    const portal = await openSession(scope, c.req.param("session") ?? "")
    if (portal === null || portal === "expired") return closedPage(portal ?? "unknown")
    const answer = await task(portal, { id: c.req.param("id") ?? "", form, query })
    return answer ?? closedPage("unknown")
  })
}

/** The page of a flow's task, under the session's address; null: there is no flow, or it is done. */
function flowPath({ flow }: Portal): string | null {
  const { subscription_cancel: cancel, subscription_update_confirm: confirm } = flow ?? {}
  const { subscription_update: update, type } = flow ?? {}
  if (type === "payment_method_update") return "/cards/new"
  if (type === "customer_update") return "/details"
  if (cancel) return `/subscriptions/${cancel.subscription}/cancel`
  if (update) return `/subscriptions/${update.subscription}/change`
  if (confirm) return `/subscriptions/${confirm.subscription}/change`
  return null
}
