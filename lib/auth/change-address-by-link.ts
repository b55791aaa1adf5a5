import { changeAddress } from "@/lib/auth/change-address"
import { findLink } from "@/lib/auth/find-link"
import type { SignedIn } from "@/lib/auth/store"

/**
 * Changes a customer's address by the link of the mail to the new one. Only for the customer who
 * asked: else a link that somebody was made to open would give away what they bought.
 */
export async function changeAddressByLink(
  customer: SignedIn,
  token: string,
): Promise<"changed" | "over"> {
  const link = await findLink(token)
  return link?.state === "live" ? changeAddress(customer, link.proof) : "over"
}
