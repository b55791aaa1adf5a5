import { type AccessSettings, type AccessState, accessOf } from "@/lib/subscriptions/rules/access"

/** What a subscription's item opens: one group, in [startsAt, endsAt). */
export type PlanEntitlement = {
  subscriptionItemId: string
  groupName: string
  startsAt: Date
  endsAt: Date | null
  trialUntil: Date | null
  graceFrom: Date | null
  pausedFrom: Date | null
  revokedAt: Date | null
  revokedReason: "refunded" | "disputed" | null
}

/**
 * The entitlements of a subscription, one for each item and group, in the order of both. A function of
 * the mirror alone: made anew at any time it is the same.
 */
export function entitlementsOf(
  state: AccessState,
  items: { id: string; groups: string[] }[],
  settings: AccessSettings,
): PlanEntitlement[] {
  const access = accessOf(state, settings)
  if (!access) return []
  const { revokedReason, ...times } = access
  const revokedAt = revokedReason ? (times.endsAt ?? times.startsAt) : null
  return items
    .flatMap(({ id, groups }) =>
      [...new Set(groups)].map((groupName) => ({
        subscriptionItemId: id,
        groupName,
        ...times,
        revokedAt,
        revokedReason,
      })),
    )
    .sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
}

/** What is different between the entitlements that are there and those that are to be, in words. */
export function differencesOf(found: PlanEntitlement[], wanted: PlanEntitlement[]): string[] {
  const texts = (list: PlanEntitlement[]) => new Map(list.map((one) => [keyOf(one), textOf(one)]))
  const [is, should] = [texts(found), texts(wanted)]
  return [...new Set([...is.keys(), ...should.keys()])]
    .filter((key) => is.get(key) !== should.get(key))
    .sort()
    .map(
      (key) => `${key}: is ${is.get(key) ?? "not there"}, should be ${should.get(key) ?? "none"}`,
    )
}

function keyOf(one: PlanEntitlement): string {
  return `${one.subscriptionItemId}/${one.groupName}`
}

function textOf(one: PlanEntitlement): string {
  const { startsAt, endsAt, trialUntil, graceFrom, pausedFrom, revokedAt, revokedReason } = one
  const [start, end] = [startsAt.toISOString(), endsAt?.toISOString() ?? "for ever"]
  const marks = [
    ["trial until", trialUntil],
    ["grace from", graceFrom],
    ["paused from", pausedFrom],
    [revokedReason ?? "revoked", revokedAt],
  ] as const
  const said = marks.flatMap(([name, at]) => (at ? [`${name} ${at.toISOString()}`] : []))
  return [`${start} to ${end}`, ...said].join(", ")
}
