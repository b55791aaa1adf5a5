import { type TestCard, testCard } from "@/lib/sandbox/stripe/test-cards"

/** Names that stand for a test card wherever a payment method's id may stand. */
const cardNumbers = new Map([
  ["pm_card_visa", "4242424242424242"],
  ["pm_card_mastercard", "5555555555554444"],
  ["pm_card_amex", "378282246310005"],
  ["pm_card_visa_chargeDeclined", "4000000000000002"],
  ["pm_card_chargeDeclined", "4000000000000002"],
  ["pm_card_visa_chargeDeclinedInsufficientFunds", "4000000000009995"],
  ["pm_card_chargeDeclinedInsufficientFunds", "4000000000009995"],
  ["pm_card_chargeCustomerFail", "4000000000000341"],
  ["pm_card_authenticationRequired", "4000002760003184"],
  ["pm_card_threeDSecure2Required", "4000000000003220"],
  ["pm_card_createDispute", "4000000000000259"],
  ["pm_card_pendingRefund", "4000000000007726"],
])

/** The card behind a name such as `pm_card_visa`, or null. */
export function namedMethod(name: string): TestCard | null {
  const number = cardNumbers.get(name)
  return number === undefined ? null : testCard(number)
}
