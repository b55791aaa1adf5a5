import { randomBytes } from "node:crypto"
import { RECOVERY_CODES, recoveryCode, recoveryHash } from "@/lib/administrators/app-codes"

/** New codes for who has lost the app, to be shown once, and what is kept of them. */
export function newRecoveryCodes(): { codes: string[]; hashes: string[] } {
  const codes = Array.from({ length: RECOVERY_CODES }, () => recoveryCode(randomBytes(20)))
  return { codes, hashes: codes.flatMap((code) => recoveryHash(code) ?? []) }
}
