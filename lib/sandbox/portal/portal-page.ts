import { html } from "hono/html"
import { type Html, originOf, renderPage } from "@/lib/sandbox/page"
import type { Portal } from "@/lib/sandbox/portal/open-session"

/** One page of the portal, with the ways back: to its first page, and to the shop. */
export function portalPage(
  { session, flow }: Portal,
  { title, body, home = false }: { title: string; body: Html; home?: boolean },
): Promise<Response> {
  const { return_url: back } = session
  return renderPage({
    title,
    narrow: !home,
    formTargets: originOf(flow?.after_completion.redirect?.return_url ?? null),
    body: html`${body}
      <nav aria-label="Back" class="actions">
        ${home || flow ? "" : html`<a href="/p/session/${session.id}" data-testid="portal-home">Back to your subscriptions and cards</a>`}
        ${back ? html`<a href="${back}" data-testid="return">Return to the shop</a>` : ""}
      </nav>`,
  })
}

/** What cannot be done, and why, above the form that asked for it. */
export function refusal(message: string | null): Html | "" {
  if (message === null) return ""
  return html`<p class="alert error" role="alert" tabindex="-1" autofocus data-testid="error">${message}</p>`
}

/** What a session shows that leads nowhere any more. */
export function closedPage(why: "expired" | "unknown"): Promise<Response> {
  const expired = why === "expired"
  return renderPage({
    title: expired ? "This page has expired" : "Not found",
    narrow: true,
    status: expired ? 200 : 404,
    body: expired
      ? html`<h1>This page has expired</h1>
          <p>It lasts for five minutes when nobody opens it, and for an hour when nothing happens on it. Nothing was changed. Open it again from the shop.</p>`
      : html`<h1>Not found</h1><p>There is no such page in this sandbox. Open it again from the shop.</p>`,
  })
}
