import { randomBytes } from "node:crypto"
import { now, plusSeconds } from "@/lib/clock"
import { proofLinks } from "@/lib/customers/proof-links"
import { hashBrowser, readAddress } from "@/lib/customers/rules"
import { recordProof } from "@/lib/customers/store/proofs"
import { newId } from "@/lib/tokens"

/**
 * A link that signs an address in, once, without a mail: for whoever runs the shop on their own
 * machine. It leads to the same page with the same button as a mailed one; it has no code.
 * @param seconds how long it is good
 */
export async function makeSignInLink(
  address: string,
  { seconds, callbackPath }: { seconds: number; callbackPath: string },
): Promise<string> {
  const [id, createdAt] = [newId(), now()]
  await recordProof({
    id,
    purpose: "sign_in",
    email: readAddress(address),
    customerId: null,
    callbackPath,
    // No browser asked, so none has this cookie; and no try is left for its code.
    browserHash: hashBrowser(randomBytes(32).toString("hex")),
    triesLeft: 0,
    createdAt,
    expiresAt: plusSeconds(createdAt, seconds),
  })
  return proofLinks({ id, purpose: "sign_in" }).url
}
