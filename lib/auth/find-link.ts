import { now } from "@/lib/clock"
import { type AddressProof, linkState, type ProofState } from "@/lib/customers/rules"
import { findProof } from "@/lib/customers/store/proofs"
import { readToken } from "@/lib/tokens"

/** The proof that a mail's link leads to, and what the link is still good for; null: it is not ours. */
export async function findLink(
  token: string,
): Promise<{ proof: AddressProof; state: ProofState } | null> {
  const read = readToken("address-proof", token)
  const proof = read ? await findProof(read.id) : null
  return proof ? { proof, state: linkState(proof, now()) } : null
}
