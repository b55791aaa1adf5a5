import type { ReactNode } from "react"
import type { AdminForm } from "@/components/admin/admin-form-state"
import { ReasonForm } from "@/components/admin/reason-form"
import { Moment } from "@/components/moment"
import { plainName } from "@/components/plain-name"
import { Badge } from "@/components/ui/badge"
import type { AccessEntry } from "@/lib/customers/store/whole-customer"

type Props = {
  entries: AccessEntry[]
  now: Date
  customerId: string
  /** Null: whoever looks may change nothing. */
  end: AdminForm | null
}

const sources: Record<AccessEntry["source"], string> = {
  purchase: "bought",
  grant: "granted",
  subscription: "by a subscription",
  default_plan: "by the default plan",
}

/** Each entitlement: what it opens, by what, from when until when, and why no longer. */
export function AccessList({ entries, now, customerId, end }: Props) {
  if (entries.length === 0) return <p className="mt-3 text-quiet">Nothing.</p>
  return (
    <ul className="mt-3 divide-y divide-line border-y border-line">
      {entries.map((entry) => (
        <li key={entry.id} className="py-3" data-testid="access" data-open={isOpen(entry, now)}>
          <p className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1">
            <span className="font-medium wrap-anywhere">{nameOf(entry)}</span>
            <Badge>{isOpen(entry, now) ? "open" : "closed"}</Badge>
          </p>
          <p className="text-sm text-quiet">
            {sources[entry.source]} · from <Moment at={entry.startsAt} />
            {endOf(entry)}
          </p>
          {end && entry.source === "grant" && isOpen(entry, now) && (
            <ReasonForm
              id={entry.id}
              hidden={{ customer: customerId, grant: entry.id }}
              action={end}
              title="Take it back"
              button="Close it"
              waiting="Closing…"
              testId="end-grant"
            />
          )}
        </li>
      ))}
    </ul>
  )
}

function nameOf({ edition, product, groupName }: AccessEntry): string {
  if (edition) return `${edition.product.title} · ${edition.title}`
  if (product) return product.title
  return `Everything in ${plainName(groupName ?? "")}`
}

function endOf(entry: AccessEntry): ReactNode {
  const { endsAt, revokedAt, revokedReason, trialUntil, graceFrom, pausedFrom } = entry
  if (revokedAt)
    return (
      <>
        {" "}
        · {(revokedReason ?? "closed").replace("_", " ")} <Moment at={revokedAt} />
      </>
    )
  return (
    <>
      {endsAt ? (
        <>
          {" "}
          until <Moment at={endsAt} />
        </>
      ) : (
        " for ever"
      )}
      {trialUntil && <Stage word="trial until" at={trialUntil} />}
      {graceFrom && <Stage word="unpaid from" at={graceFrom} />}
      {pausedFrom && <Stage word="paused from" at={pausedFrom} />}
    </>
  )
}

function Stage({ word, at }: { word: string; at: Date }) {
  return (
    <>
      {" "}
      · {word} <Moment at={at} />
    </>
  )
}

function isOpen({ startsAt, endsAt, revokedAt, pausedFrom }: AccessEntry, now: Date): boolean {
  if (revokedAt || (pausedFrom && pausedFrom <= now)) return false
  return startsAt <= now && (!endsAt || now < endsAt)
}
