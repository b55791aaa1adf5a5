import type { NextRequest } from "next/server"
import { currentVisitor } from "@/app/visitor"
import { returnToShop } from "@/lib/checkout/return-to-shop"
import type { Visitor } from "@/lib/entitlements/store"
import { describeError, log } from "@/lib/log"

/** Where Stripe sends the buyer back: fulfils, then redirects. Stripe silent: the pending page waits. */
export async function GET(request: NextRequest): Promise<Response> {
  const sessionId = request.nextUrl.searchParams.get("session_id") ?? ""
  return to(await placeOf(sessionId, await currentVisitor()))
}

async function placeOf(sessionId: string, visitor: Visitor): Promise<string> {
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
