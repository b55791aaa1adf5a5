import { type Erased, eraseCustomer } from "@/lib/account/erase-customer"
import { isFresh } from "@/lib/account/rules"
import { findSignedInAt } from "@/lib/account/store/overview"
import type { SignedIn } from "@/lib/auth/store"
import { now } from "@/lib/clock"
import { normaliseEmail } from "@/lib/customers/rules"
import { AppError } from "@/lib/errors"

/**
 * Deletes the account of who is signed in, when they typed its address and have signed in lately: a
 * browser left open is not enough. Throws AppError "forbidden" when it was too long ago, "invalid" for
 * another address, and what eraseCustomer throws.
 */
export async function deleteAccount(
  signedIn: Pick<SignedIn, "sessionId" | "customerId" | "email" | "secondFactor">,
  typed: string,
): Promise<Erased> {
  const signedInAt = await findSignedInAt(signedIn.sessionId)
  if (!signedInAt || !isFresh(signedInAt, now()))
    throw new AppError("forbidden", "You signed in too long ago. Sign in again to delete all.")
  // A mailbox alone must not be rid of it by beginning anew.
  if (signedIn.secondFactor === "code")
    throw new AppError("forbidden", "Show your second factor first: open the administration once.")
  if (normaliseEmail(typed) !== signedIn.email)
    throw new AppError("invalid", "That is not the address of this account.")
  return eraseCustomer(signedIn.customerId)
}
