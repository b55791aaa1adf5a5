import { randomBytes } from "node:crypto"
import { now, plusSeconds } from "@/lib/clock"
import { CODE_TRIES, hashBrowser, LINK_SECONDS, type ProofPurpose } from "@/lib/customers/rules"
import { recordProof } from "@/lib/customers/store/proofs"
import { transaction } from "@/lib/db"
import { recordMail } from "@/lib/mail/store/mails"
import { newId } from "@/lib/tokens"

/**
 * Asks somebody to prove an address by a mail: the row and the mail in one transaction. Gives the
 * cookie of the browser that asked, `<proof's id>.<random>`; only its hash is kept.
 */
export async function startProof(asked: {
  purpose: ProofPurpose
  email: string
  customerId: string | null
  callbackPath: string
}): Promise<{ browser: string }> {
  const [id, createdAt] = [newId(), now()]
  const browser = `${id}.${randomBytes(16).toString("hex")}`
  await transaction(async () => {
    await recordProof({
      ...asked,
      id,
      browserHash: hashBrowser(browser),
      triesLeft: CODE_TRIES,
      createdAt,
      expiresAt: plusSeconds(createdAt, LINK_SECONDS),
    })
    await recordMail({ kind: asked.purpose, subject: id, recipient: asked.email })
  })
  return { browser }
}
