import type { NextRequest } from "next/server"
import { keepCard } from "@/lib/account/keep-card"
import { requireCustomer } from "@/lib/auth/require-customer"
import { describeError, log } from "@/lib/log"
import { stripeFailure } from "@/lib/stripe/failures"

const PAGE = "/account/cards"

/** Where Stripe leads back after its page that saves a card. */
export async function GET(request: NextRequest): Promise<Response> {
  const { customerId } = await requireCustomer(PAGE)
  return to(await placeOf(request.nextUrl.searchParams.get("session_id") ?? "", customerId))
}

async function placeOf(sessionId: string, customerId: string): Promise<string> {
  try {
    const kept = await keepCard(sessionId, customerId)
    return kept.outcome === "kept" ? `${PAGE}?done=added&payment=${kept.payment.outcome}` : PAGE
  } catch (error) {
    if (!stripeFailure(error)) throw error
    // The webhook does the rest; the list shows the card as soon as Stripe answers.
    log.warn({ ...describeError(error) }, "could not look at a saved card on return")
    return PAGE
  }
}

// Relative, as on the way back from a payment: the browser stays at the name that it knows.
function to(path: string): Response {
  return new Response(null, {
    status: 303,
    headers: { location: path, "cache-control": "private, no-store" },
  })
}
