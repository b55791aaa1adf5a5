import { checkCode } from "@/lib/administrators/check-code"
import { recordChange } from "@/lib/audit/store"
import { type SignedIn, saveSecondFactorShown } from "@/lib/auth/store"
import { now } from "@/lib/clock"
import { transaction } from "@/lib/db"

/**
 * Opens /admin in this browser to an administrator who typed a code of their app, for as long as they are
 * signed in here. A recovery code does it too, and stands in the audit log. Throws what checkCode throws.
 */
export async function passSecondFactor(
  { email, sessionId }: Pick<SignedIn, "email" | "sessionId">,
  typed: string,
): Promise<void> {
  const kind = await checkCode(email, typed)
  await transaction(async () => {
    await saveSecondFactorShown(sessionId, now())
    if (kind === "app") return
    const subject = { kind: "administrator", id: email }
    const change = { actor: email, action: "second-factor.recovery", subject } as const
    await recordChange({ ...change, before: null, after: null })
  })
}
