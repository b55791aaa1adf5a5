import type { AddressProof } from "@/lib/customers/rules"
import { db } from "@/lib/db"

/** Notes that somebody was asked to prove an address. */
export async function recordProof(
  proof: Omit<AddressProof, "triesLeft" | "usedAt"> & { triesLeft: number },
): Promise<void> {
  await db().addressProof.create({ data: proof })
}

/** A proof by its id, or null. */
export async function findProof(id: string): Promise<AddressProof | null> {
  return db().addressProof.findUnique({ where: { id } })
}

/**
 * Uses a proof up, and with it every other of the same address and purpose: what lies in a mailbox
 * after that opens nothing. False when it was used or had lapsed; of two at a time one is true.
 */
export async function recordProofUsed(proof: AddressProof, now: Date): Promise<boolean> {
  const { count } = await db().addressProof.updateMany({
    where: { id: proof.id, usedAt: null, expiresAt: { gt: now } },
    data: { usedAt: now },
  })
  if (count === 0) return false
  const { purpose, email, customerId } = proof
  await db().addressProof.updateMany({
    where: { purpose, email, customerId, usedAt: null },
    data: { usedAt: now },
  })
  return true
}

/** Takes one of the code's tries; false when none is left. Two at a time take two. */
export async function recordCodeTry(id: string): Promise<boolean> {
  const { count } = await db().addressProof.updateMany({
    where: { id, triesLeft: { gt: 0 }, usedAt: null },
    data: { triesLeft: { decrement: 1 } },
  })
  return count > 0
}

/** Voids what is under way to sign in with an address, and to change a customer's. */
export async function recordProofsVoid(
  of: { email: string; customerId: string },
  now: Date,
): Promise<void> {
  const { email, customerId } = of
  await db().addressProof.updateMany({
    where: { usedAt: null, OR: [{ purpose: "sign_in", email }, { customerId }] },
    data: { usedAt: now },
  })
}

/** Removes the proofs that lapsed before `before`; how many those were. */
export async function deleteProofs(before: Date): Promise<number> {
  const { count } = await db().addressProof.deleteMany({ where: { expiresAt: { lt: before } } })
  return count
}
