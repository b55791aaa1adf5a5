import type { NextRequest } from "next/server"
import { currentVisitor } from "@/app/visitor"
import { returnToShop } from "@/lib/checkout/return-to-shop"
import type { Visitor } from "@/lib/entitlements/store/access"
import { describeError, log } from "@/lib/log"

/** Where Stripe sends the buyer back: fulfils, then redirects. Stripe silent: the pending page waits. */
export async function GET(request: NextRequest): Promise<Response> {
  const query = request.nextUrl.searchParams
  const tries = Number(query.get("tries") ?? 0) + 1
  return to(await placeOf(query.get("session_id") ?? "", await currentVisitor(), tries))
}

const SUBSCRIBED = "/account/subscription?started=1"

async function placeOf(sessionId: string, visitor: Visitor, tries: number): Promise<string> {
  try {
    const returned = await returnToShop(sessionId, visitor)
    switch (returned.outcome) {
      case "order":
        return returned.path
      case "unpaid":
        return returned.productPath
      case "pending":
        return `/checkout/pending?order=${returned.checkoutId}`
      case "mailed":
        return "/checkout/thanks"
      case "subscribed":
        return returned.isOwn
          ? SUBSCRIBED
          : `/sign-in?${new URLSearchParams({ callbackUrl: SUBSCRIBED })}`
      case "not-subscribed":
        return "/plans"
      case "plan-pending":
        return `/checkout/pending?${new URLSearchParams({ session_id: sessionId, tries: String(tries) })}`
      case "unknown":
        return "/orders"
    }
  } catch (error) {
    log.error({ error: describeError(error) }, "could not fulfil on return")
    return "/checkout/pending"
  }
}

// Relative (RFC 9110, 10.2.2): the browser stays at the name of the shop that it asked, with its cookies.
function to(path: string): Response {
  return new Response(null, {
    status: 303,
    headers: { location: path, "cache-control": "no-store", "referrer-policy": "no-referrer" },
  })
}
