import type { Offer } from "@/lib/entitlements/rules"

/** What stands on an offer's button; null where a line of text says all (`offerNote`). */
export function offerLabel({ action, reason }: Pick<Offer, "action" | "reason">): string {
  switch (action) {
    case "buy":
      return "Buy now"
    case "get":
      return "Get it free"
    case "download":
      return "Download"
    case "watch":
      return "Watch now"
    case "read":
      return "Read now"
    case "subscribe":
      return "Subscribe"
    case "renew":
      return "Renew"
    case "none":
      return noneLabel(reason)
  }
}

function noneLabel(reason: Offer["reason"]): string {
  switch (reason) {
    case "archived":
      return "No longer sold"
    case "not-released":
      return "Not released yet"
    case "payment-pending":
      return "Payment pending"
    case "limit-reached":
      return "No downloads left"
    case "disputed":
      return "Payment disputed"
    case "plan-only":
      return "Only in a plan"
    default:
      return "Not available"
  }
}

/** A sentence beside the button, where its label leaves a question open; null where it does not. */
export function offerNote({ reason }: Pick<Offer, "reason">): string | null {
  switch (reason) {
    case "purchased":
      return "You own this."
    case "granted":
      return "This was given to you."
    case "payment-pending":
      return "Your payment is on its way. The files open as soon as it is here."
    case "limit-reached":
      return "You own this, and have used all downloads of your order."
    case "disputed":
      return "Your bank has asked for the money back; the files are closed until that is settled."
    case "refunded":
      return "You bought this before, and it was refunded."
    case "expired":
      return "Your access has ended."
    case "archived":
      return "This edition is no longer sold. Whoever bought it keeps it."
    default:
      return null
  }
}
