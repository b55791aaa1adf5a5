import type { ProofPurpose } from "@/lib/customers/rules"
import { env } from "@/lib/env"
import { deriveCode, signToken } from "@/lib/tokens"

const pages: Record<ProofPurpose, string> = {
  sign_in: "/sign-in/continue",
  change_email: "/account/address/continue",
}

/** What a mail gives its reader to prove an address: the link's address and six digits. */
export function proofLinks(proof: { id: string; purpose: ProofPurpose }): {
  url: string
  code: string
} {
  const token = signToken("address-proof", proof.id)
  return {
    url: `${env().PUBLIC_URL}${pages[proof.purpose]}?token=${token}`,
    code: deriveCode("address-code", proof.id),
  }
}
