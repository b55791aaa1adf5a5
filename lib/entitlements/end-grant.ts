import { recordChange } from "@/lib/audit/store"
import { now } from "@/lib/clock"
import { transaction } from "@/lib/db"
import { findGrant, saveGrantEnd } from "@/lib/entitlements/store/grants"
import { AppError } from "@/lib/errors"

/**
 * Ends a grant at once: what it opened is closed with the next request. It stands in the audit log with
 * its reason. Throws AppError "not-found" where there is none, and "conflict" where it has ended.
 */
export async function endGrant(input: {
  grantId: string
  reason: string
  actor: string
}): Promise<void> {
  await transaction(async () => {
    const grant = await findGrant(input.grantId)
    if (!grant) throw new AppError("not-found", `There is no grant ${input.grantId}.`)
    const at = now()
    if (grant.endsAt && grant.endsAt <= at)
      throw new AppError("conflict", "That grant has ended already.")
    await saveGrantEnd(grant.id, at > grant.startsAt ? at : grant.startsAt)
    await recordChange({
      actor: input.actor,
      action: "access.end",
      subject: { kind: "customer", id: grant.customerId },
      before: { grant: grant.id, until: grant.endsAt?.toISOString() ?? "for ever" },
      after: { grant: grant.id, until: at.toISOString() },
      reason: input.reason,
    })
  })
}
