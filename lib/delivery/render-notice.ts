import { createHash } from "node:crypto"
import type { Door, OpenedDownload } from "@/lib/delivery/open-download"
import type { LineState } from "@/lib/delivery/rules"
import { env, supportEmail } from "@/lib/env"
import { AppError, statusOf } from "@/lib/errors"

/** A page that says one thing, where a file was expected. */
type Notice = { status: number; title: string; text: string; back?: Back }
type Back = { path: string; label: string }

/** Runs what answers with a file; an expected failure becomes a page that says it. */
export async function orNotice(work: () => Promise<Response>): Promise<Response> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    const title = error.code === "rate-limited" ? "Too many clicks" : "That did not work"
    const response = notice({ status: statusOf(error.code), title, text: error.message })
    if (error.retryAfter) response.headers.set("retry-after", String(error.retryAfter))
    return response
  }
}

/** The one answer to whatever is unknown, garbled, lapsed, replaced, or somebody else's. */
export function notFoundNotice(): Response {
  return notice({
    status: 404,
    title: "This link opens nothing",
    text: "It may have lapsed or been replaced by a newer one. Open your library, or the order from the newest mail of this shop, and press the button of the file again.",
  })
}

// Between two looks whether a copy is there.
const WAIT_SECONDS = 2

/** What stands at a grant's address while its owner's copy is made. It asks again by itself, without a script. */
export function waitingNotice(): Response {
  const response = notice({
    status: 503,
    title: "Your copy is being made",
    text: "It gets your address on each page, which takes a few seconds. The download begins by itself, and costs nothing more.",
  })
  response.headers.set("retry-after", String(WAIT_SECONDS))
  response.headers.set("refresh", String(WAIT_SECONDS))
  return response
}

/** Why a click got no file, and what to do. */
export function refusalNotice(
  { reason, downloadLimit }: Extract<OpenedDownload, { outcome: "refused" }>,
  door: Door,
): Response {
  const { title, text } = refusal(reason, downloadLimit)
  return notice({ status: 403, title, text, back: wayBack(door, reason) })
}

function wayBack(door: Door, reason: LineState): Back {
  if (reason === "sign-in") return { path: "/library", label: "Sign in" }
  if (door.kind === "library") return { path: "/library", label: "Back to your library" }
  return { path: `/orders/${encodeURIComponent(door.token)}`, label: "Back to your order" }
}

/** A request that no button of this shop makes. */
export function badRequestNotice(status: 400 | 403 | 405 | 413): Response {
  return notice({
    status,
    title: "That is not a click on a download button",
    text: "Open your library, or your order from the mail of this shop, and press the button of the file there.",
  })
}

function refusal(
  reason: Extract<OpenedDownload, { outcome: "refused" }>["reason"],
  limit: number,
): { title: string; text: string } {
  switch (reason) {
    case "open":
    case "limit-reached":
      return {
        title: "No downloads left",
        text: `This purchase comes with ${limit} ${limit === 1 ? "download" : "downloads"}, and all of them are used. If you need the file again, write to us and we will help.`,
      }
    case "sign-in":
      return {
        title: "Sign in to download this",
        text: "It opens for its buyer alone. Sign in with the address that it was bought with, and you find it in your library.",
      }
    case "refunded":
      return {
        title: "This purchase was refunded",
        text: "The money went back to you, so its files can no longer be downloaded.",
      }
    case "disputed":
      return {
        title: "This payment is disputed",
        text: "Your bank has asked for the money back. The files can be downloaded again when that is settled.",
      }
    case "taken-back":
      return {
        title: "This purchase was closed",
        text: "The shop has closed it. Write to us if you do not know why.",
      }
    case "expired":
      return { title: "Access has ended", text: "The time for which this was yours is over." }
  }
}

// The shop's own look (app/globals.css), in the few rules that this page needs.
const STYLE = `:root{color-scheme:light dark}
body{margin:0;padding:4rem 1.5rem;font:1.0625rem/1.55 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;color:light-dark(#1d1b18,#edeae4);background:light-dark(#fefdfb,#151412)}
main{max-width:34rem;margin:0 auto;overflow-wrap:anywhere}
h1{font-size:1.875rem;line-height:1.25;font-weight:600;margin:0 0 1rem}
a{color:light-dark(#14594b,#86d3bd)}`
const POLICY = `default-src 'none'; style-src 'sha256-${createHash("sha256").update(STYLE).digest("base64")}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`

function notice({ status, title, text, back }: Notice): Response {
  const support = escapeHtml(supportEmail())
  const wayOut = back ? `<p><a href="${escapeHtml(back.path)}">${back.label}</a></p>` : ""
  const html = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escapeHtml(title)} · ${escapeHtml(env().SHOP_NAME)}</title><style>${STYLE}</style></head>
<body><main>
<p><a href="/">${escapeHtml(env().SHOP_NAME)}</a></p>
<h1>${escapeHtml(title)}</h1>
<p>${escapeHtml(text)}</p>
${wayOut}<p>Questions? <a href="mailto:${support}">${support}</a></p>
</main></body>
</html>
`
  return new Response(html, {
    status,
    headers: {
      "cache-control": "private, no-store",
      "content-security-policy": POLICY,
      "content-type": "text/html; charset=utf-8",
      "referrer-policy": "no-referrer",
      "x-content-type-options": "nosniff",
      "x-robots-tag": "noindex",
    },
  })
}

const entities = new Map([
  ["&", "&amp;"],
  ["<", "&lt;"],
  [">", "&gt;"],
  ['"', "&quot;"],
  ["'", "&#39;"],
])

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities.get(character) ?? "")
}
