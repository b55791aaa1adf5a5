import { openSession } from "@/lib/auth/open-session"
import type { Visit } from "@/lib/auth/rules"
import { now } from "@/lib/clock"
import type { AddressProof } from "@/lib/customers/rules"
import { recordProofUsed } from "@/lib/customers/store/proofs"
import { transaction } from "@/lib/db"

/** The browser that signs in, and the session cookie that it came with. */
export type SigningIn = { visit: Visit; previousToken: string | null }

export type FinishedSignIn =
  | {
      outcome: "signed-in"
      /** The session cookie's value. */
      token: string
      callbackPath: string
    }
  | { outcome: "over" }

/**
 * Signs in whoever proved an address: uses the proof up and opens a session, in one transaction, so
 * that no proof is lost to a session that was not made. "over": it was used or has lapsed.
 */
export async function finishSignIn(
  proof: AddressProof,
  { visit, previousToken }: SigningIn,
): Promise<FinishedSignIn> {
  return transaction(async () => {
    if (!(await recordProofUsed(proof, now()))) return { outcome: "over" }
    const token = await openSession(proof.email, visit, previousToken)
    return { outcome: "signed-in", token, callbackPath: proof.callbackPath }
  })
}
