import { recordChange } from "@/lib/audit/store"
import { now } from "@/lib/clock"
import { transaction } from "@/lib/db"
import {
  findProductId,
  type GrantTarget,
  isKnownGroup,
  recordGrant,
} from "@/lib/entitlements/store/grants"
import { AppError } from "@/lib/errors"

/**
 * Opens a product, or a group, to a customer, without an order and from now on; it stands in the audit
 * log with its reason. Throws AppError "invalid" for a product or group that there is not, and for an end
 * that has passed.
 * @param what a product's slug, or "group:" and a group's name
 * @param endsAt null: for ever
 * @returns the grant's id
 */
export async function grantAccess(grant: {
  customerId: string
  what: string
  endsAt: Date | null
  reason: string
  actor: string
}): Promise<string> {
  const startsAt = now()
  if (grant.endsAt && grant.endsAt <= startsAt)
    throw new AppError("invalid", "Choose a day that has not passed.")
  return transaction(async () => {
    const target = await readTarget(grant.what)
    const id = await recordGrant(grant.customerId, target, { startsAt, endsAt: grant.endsAt })
    await recordChange({
      actor: grant.actor,
      action: "access.grant",
      subject: { kind: "customer", id: grant.customerId },
      before: null,
      after: { grant: id, what: grant.what, until: grant.endsAt?.toISOString() ?? "for ever" },
      reason: grant.reason,
    })
    return id
  })
}

async function readTarget(what: string): Promise<GrantTarget> {
  const [, groupName] = /^group:(.+)$/.exec(what) ?? []
  if (groupName !== undefined) {
    if (await isKnownGroup(groupName)) return { groupName }
    throw new AppError("invalid", `No product is in a group "${groupName}".`)
  }
  const productId = await findProductId(what)
  if (productId) return { productId }
  throw new AppError(
    "invalid",
    `There is no product "${what}". Write its slug, as it stands in its address, or group: and a group's name.`,
  )
}
