import { html } from "hono/html"

/** Something that `html` of hono made: escaped already. */
export type Html = ReturnType<typeof html>

export type Page = {
  title: string
  lang?: string
  /** Origins that a form's answer may redirect to, beside the sandbox's own. */
  formTargets?: readonly string[]
  narrow?: boolean
  frames?: boolean
  status?: 200 | 404
  body: Html
}

/** A whole page without any script, with its own policy; it says that no money moves. */
export async function renderPage(page: Page): Promise<Response> {
  const text = await html`<!doctype html>
<html lang="${page.lang ?? "en"}">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="robots" content="noindex" />
    <title>${page.title}</title>
    <link rel="icon" href="data:," />
    <link rel="stylesheet" href="/style.css" />
  </head>
  <body>
    <header class="notice" lang="en"><strong>Sandbox.</strong> No money moves on this page.</header>
    <main class="${page.narrow ? "narrow" : ""}">${page.body}</main>
  </body>
</html>`
  return new Response(String(text), {
    status: page.status ?? 200,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "cache-control": "no-store",
      "referrer-policy": "same-origin",
      "x-content-type-options": "nosniff",
      "content-security-policy": policy(page),
    },
  })
}

function policy(page: Page): string {
  return [
    "default-src 'none'",
    "style-src 'self'",
    "img-src data:",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    page.frames ? "frame-src 'self'" : "frame-src 'none'",
    ["form-action 'self'", ...(page.formTargets ?? [])].join(" "),
  ].join("; ")
}

/** The origin of an address, for a policy; empty for what is no http address. */
export function originOf(address: string | null): string[] {
  if (!address || !URL.canParse(address)) return []
  const { origin, protocol } = new URL(address)
  return protocol === "http:" || protocol === "https:" ? [origin] : []
}

/** The answer to a form: on to another page, which a reload does not send again. */
export function redirect(to: string): Response {
  return new Response(null, { status: 303, headers: { location: to, "cache-control": "no-store" } })
}
