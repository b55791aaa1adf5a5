import { deleteSessionsOf, type SignedIn } from "@/lib/auth/store"
import { now } from "@/lib/clock"
import type { AddressProof } from "@/lib/customers/rules"
import { deleteAccountsOf } from "@/lib/customers/store/accounts"
import { moveToAddress } from "@/lib/customers/store/merge"
import { recordProofsVoid, recordProofUsed } from "@/lib/customers/store/proofs"
import { transaction } from "@/lib/db"
import { recordMail } from "@/lib/mail/store/mails"
import { enqueue } from "@/lib/queue"
import { giveDefaultPlan } from "@/lib/subscriptions/give-default-plan"

/**
 * Gives a customer the address that they have proved. Everything that they bought moves along, and
 * what was bought with the new address comes to it. The old address is told; every other session,
 * every other way in and every mail under way to the old address ends. All of it, or nothing.
 * "over": the proof was used, has lapsed, or is somebody else's.
 */
export async function changeAddress(
  customer: SignedIn,
  proof: AddressProof,
): Promise<"changed" | "over"> {
  const { customerId, sessionId, email: oldEmail } = customer
  if (proof.purpose !== "change_email" || proof.customerId !== customerId) return "over"
  return transaction(async () => {
    if (!(await recordProofUsed(proof, now()))) return "over"
    if (!(await moveToAddress(customerId, proof.email, now()))) return "over"
    // Two people's subscriptions are one person's now.
    await giveDefaultPlan(customerId)
    await recordProofsVoid({ email: oldEmail, customerId }, now())
    await deleteSessionsOf(customerId, sessionId)
    await deleteAccountsOf(customerId)
    await recordMail({ kind: "email_changed", subject: proof.id, recipient: oldEmail })
    await enqueue("save-stripe-email", { customerId }, { key: `stripe-email/${customerId}` })
    return "changed"
  })
}
