import { callbackPath } from "@/lib/auth/callback-path"
import type { Visit } from "@/lib/auth/rules"
import { startProof } from "@/lib/auth/start-proof"
import { readAddress } from "@/lib/customers/rules"
import { takeRate } from "@/lib/rate-limit"

/**
 * Mails a link and a code that sign an address in; the same whether it is known or not. Gives the
 * cookie by which the browser that asked may type the code. Throws AppError "invalid" for a malformed
 * address, "rate-limited" for too many.
 * @param input.callbackPath where signing in leads; made safe here
 */
export async function startSignIn(
  input: { email: string; callbackPath: string },
  visit: Visit,
): Promise<{ browser: string }> {
  const email = readAddress(input.email)
  await takeRate("proof-network", visit.network)
  await takeRate("proof-address", email)
  return startProof({
    purpose: "sign_in",
    email,
    customerId: null,
    callbackPath: callbackPath(input.callbackPath, visit.origin),
  })
}
