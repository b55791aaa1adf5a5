import { findAsked } from "@/lib/auth/find-asked"
import type { AddressProof, ProofPurpose } from "@/lib/customers/rules"
import { recordCodeTry } from "@/lib/customers/store/proofs"
import { AppError } from "@/lib/errors"
import { takeRate } from "@/lib/rate-limit"
import { isCodeOf } from "@/lib/tokens"

/** What came of a typed code: right, wrong with so many tries left, or past all use. */
export type TriedCode =
  | { outcome: "right"; proof: AddressProof }
  | { outcome: "wrong"; triesLeft: number }
  | { outcome: "over" }

/**
 * Compares a typed code with that of the mail that this browser asked for. Every comparison takes one
 * of five tries first, so that guesses sent at the same moment count too; all browsers together have
 * twenty a day for an address. Uses nothing up. Throws AppError "invalid" for what is no code,
 * "rate-limited" for too many.
 */
export async function tryCode(
  input: { code: string; browser: string | null; purpose: ProofPurpose },
  network: string,
): Promise<TriedCode> {
  const code = input.code.replace(/[\s-]/g, "")
  if (!/^\d{6}$/.test(code)) throw new AppError("invalid", "Type the six digits of the mail.")
  const asked = await findAsked(input.browser)
  if (asked?.proof.purpose !== input.purpose || asked.state !== "live") return { outcome: "over" }
  const { proof } = asked
  await takeRate("code-network", network)
  await takeRate("code-address", proof.email)
  if (!(await recordCodeTry(proof.id))) return { outcome: "over" }
  if (isCodeOf("address-code", proof.id, code)) return { outcome: "right", proof }
  const triesLeft = proof.triesLeft - 1
  return triesLeft > 0 ? { outcome: "wrong", triesLeft } : { outcome: "over" }
}
