import type { Decline } from "@/lib/sandbox/stripe/declines"

/** What happens when a card is charged. */
export type CardBehaviour = {
  decline: Decline | null
  /** Is kept for a customer without being refused; refused only when charged. */
  keepable?: boolean
  /** Asks the buyer's bank once: when it is kept. */
  asksOnce?: boolean
  /** Asks the buyer's bank first; `then` is what the charge does afterwards. */
  authenticate: boolean
  /** Settles only when the control page says so. */
  delayed: boolean
  /** A dispute follows the payment at once. */
  disputed: boolean
  /** A refund stays pending until the control page settles it. */
  slowRefund: boolean
}

export type TestCard = {
  number: string
  brand: "amex" | "mastercard" | "visa"
  country: string
  behaviour: CardBehaviour
  /** What to use the card for, as the payment page says; empty: not listed there. */
  use: string
}

const pays: CardBehaviour = {
  decline: null,
  authenticate: false,
  delayed: false,
  disputed: false,
  slowRefund: false,
}

function card(
  number: string,
  use: string,
  behaviour: Partial<CardBehaviour> = {},
  country = "US",
  brand: TestCard["brand"] = "visa",
): TestCard {
  return { number, brand, country, behaviour: { ...pays, ...behaviour }, use }
}

/**
 * Numbers that Stripe documents for tests, and one of our own (…7007: settles later).
 * Source: https://docs.stripe.com/testing
 */
export const testCards: readonly TestCard[] = [
  card("4242424242424242", "pay"),
  card("4000000000000002", "be declined", { decline: "generic_decline" }),
  card("4000000000009995", "have insufficient funds", { decline: "insufficient_funds" }),
  card(
    "4000002500003155",
    "be asked for authentication",
    { authenticate: true, asksOnce: true },
    "FR",
  ),
  card("4000000000000341", "fail when charged", { decline: "generic_decline", keepable: true }),
  card("4000000000007007", "pay by a method that settles later", { delayed: true }),
  card("4000000000000259", "pay, then dispute it", { disputed: true }),
  card("4000000000007726", "pay, with refunds that stay pending", { slowRefund: true }),
  card("4000002760003184", "", { authenticate: true }, "DE"),
  card("4000000000003220", "", { authenticate: true }),
  card("4000008400001629", "", { authenticate: true, decline: "generic_decline" }),
  card(
    "4000008260003178",
    "",
    { authenticate: true, decline: "insufficient_funds", keepable: true },
    "GB",
  ),
  card("4000000000005126", "", { slowRefund: true }),
  card("4000000000009987", "", { decline: "lost_card" }),
  card("4000000000009979", "", { decline: "stolen_card" }),
  card("4000000000000069", "", { decline: "expired_card" }),
  card("4000000000000127", "", { decline: "incorrect_cvc" }),
  card("4000000000000119", "", { decline: "processing_error" }),
  card("5555555555554444", "", {}, "US", "mastercard"),
  card("2223003122003222", "", {}, "US", "mastercard"),
  card("378282246310005", "", {}, "US", "amex"),
  card("4000002760000016", "", {}, "DE"),
  card("4000002500000003", "", {}, "FR"),
  card("4000008260000000", "", {}, "GB"),
  card("4000000400000008", "", {}, "AT"),
  card("4000003920000003", "", {}, "JP"),
]

/** The card with that number; one that nobody documented is declined as Stripe does in a test. */
export function testCard(number: string): TestCard {
  return (
    testCards.find((known) => known.number === number) ??
    card(number, "", { decline: "test_mode_live_card" })
  )
}

/** Whether the last digit checks the others. Source: ISO/IEC 7812-1, annex B (Luhn). */
export function passesLuhn(number: string): boolean {
  const digits = Array.from(number, Number).reverse()
  const sum = digits.reduce((total, digit, place) => {
    const doubled = place % 2 === 1 ? digit * 2 : digit
    return total + (doubled > 9 ? doubled - 9 : doubled)
  }, 0)
  return /^\d{12,19}$/.test(number) && sum % 10 === 0
}
