import type { Visit } from "@/lib/auth/rules"
import { startProof } from "@/lib/auth/start-proof"
import type { SignedIn } from "@/lib/auth/store"
import { readAddress } from "@/lib/customers/rules"
import { AppError } from "@/lib/errors"
import { takeRate } from "@/lib/rate-limit"

/**
 * Mails a link and a code to the address that a customer wants from now on; the same whether it is
 * known or not. Changes nothing yet. Gives the cookie by which this browser may type the code. Throws
 * AppError "invalid" for a malformed address or their own, "rate-limited" for too many.
 */
export async function startAddressChange(
  customer: SignedIn,
  typed: string,
  visit: Visit,
): Promise<{ browser: string }> {
  const email = readAddress(typed)
  if (email === customer.email) throw new AppError("invalid", "That is your address already.")
  await takeRate("proof-network", visit.network)
  await takeRate("change-address", customer.customerId)
  await takeRate("proof-address", email)
  return startProof({
    purpose: "change_email",
    email,
    customerId: customer.customerId,
    callbackPath: "/account/address",
  })
}
