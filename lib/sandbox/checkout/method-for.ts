import { type PaymentForm, readExpiry } from "@/lib/sandbox/checkout/payment-form"
import type { Scope } from "@/lib/sandbox/scope"
import { createMethod } from "@/lib/sandbox/stripe/create-method"
import { testCard } from "@/lib/sandbox/stripe/test-cards"

/** Stands for a bank transfer: the test number of the method that settles later. */
const bankNumber = "4000000000007007"

/** The id of a new payment method of what the buyer typed. */
export async function methodFor(scope: Scope, form: PaymentForm): Promise<string> {
  const expiry = readExpiry(form.cardExpiry) ?? { month: 12, year: 2099 }
  const { id } = await createMethod(scope, {
    card: testCard(form.method === "bank" ? bankNumber : form.cardNumber),
    expMonth: expiry.month,
    expYear: expiry.year,
    email: form.email || null,
    name: form.cardName || null,
    country: form.country || null,
    metadata: {},
  })
  return id
}
