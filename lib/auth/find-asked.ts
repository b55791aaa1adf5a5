import { now } from "@/lib/clock"
import { type AddressProof, codeState, isAskedBy, type ProofState } from "@/lib/customers/rules"
import { findProof } from "@/lib/customers/store/proofs"

const SHAPE = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.[0-9a-f]{32}$/

/** The proof that this browser asked for, and what its code is still good for; null: none. */
export async function findAsked(
  browser: string | null,
): Promise<{ proof: AddressProof; state: ProofState } | null> {
  const [, id] = SHAPE.exec(browser ?? "") ?? []
  if (!browser || !id) return null
  const proof = await findProof(id)
  if (!proof || !isAskedBy(proof, browser)) return null
  return { proof, state: codeState(proof, now()) }
}
