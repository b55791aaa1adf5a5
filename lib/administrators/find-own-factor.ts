import { appKey } from "@/lib/administrators/app-codes"
import { findSecondFactor } from "@/lib/administrators/store/second-factors"
import { env } from "@/lib/env"
import { deriveKeys } from "@/lib/tokens"

export type OwnFactor =
  | { state: "off" }
  /** The key for the app, to be photographed or typed. */
  | { state: "begun"; uri: string; letters: string }
  | { state: "on"; since: Date; recoveryLeft: number }

/** How it stands with an administrator's second factor. The key is told only until it is confirmed. */
export async function findOwnFactor(email: string): Promise<OwnFactor> {
  const row = await findSecondFactor(email)
  if (!row) return { state: "off" }
  if (row.confirmedAt)
    return { state: "on", since: row.confirmedAt, recoveryLeft: row.recoveryHashes.length }
  const [key] = deriveKeys("second-factor", row.id)
  if (!key) throw new Error("AUTH_SECRET is not set.")
  return { state: "begun", ...appKey(key, { shop: env().SHOP_NAME, email }) }
}
