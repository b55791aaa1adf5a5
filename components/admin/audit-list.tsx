import { Moment } from "@/components/moment"
import type { AuditRow } from "@/lib/audit/store"

const deeds: Record<string, string> = {
  "access.end": "Took a grant back",
  "access.grant": "Granted access",
  "administrator.add": "Let somebody open the administration",
  "administrator.remove": "Closed the administration to somebody",
  "event.retry": "Applied an event again",
  "order.resend-receipt": "Mailed the receipt again",
  "order.rotate-link": "Made the private link void",
  "plan.change": "Changed a plan",
  "plan.create": "Added a plan",
  "plan.default": "Chose the default plan",
  "plan.retire": "Took a plan off the shelf",
  "product.archive": "Archived a product",
  "product.change": "Changed a product",
  "product.cover": "Changed a product’s picture",
  "product.create": "Added a product",
  "product.delete": "Deleted a product",
  "product.draft": "Made a product a draft",
  "product.publish": "Put a product on the shelf",
  "product.restore": "Brought a product back from the archive",
  "purchase.reset-downloads": "Gave downloads back",
  "retention.change": "Changed how long things are kept",
  "subscription.cancel-now": "Ended a subscription at once",
  "subscription.resync": "Brought a subscription to what Stripe says",
}

/** Changes by administrators: when, who, what, and what it was before. */
export function AuditList({ changes }: { changes: AuditRow[] }) {
  if (changes.length === 0) return <p className="mt-3 text-quiet">Nothing yet.</p>
  return (
    <ul className="mt-3 divide-y divide-line border-y border-line">
      {changes.map((change) => (
        <li key={change.id} className="py-3" data-testid="audit-entry" data-action={change.action}>
          <p>
            <span className="font-medium">{deeds[change.action] ?? change.action}</span>{" "}
            <span className="text-quiet wrap-anywhere">by {change.actor}</span>
          </p>
          <p className="text-sm text-quiet wrap-anywhere">
            <Moment at={change.at} /> · {change.subjectKind} {change.subjectId}
          </p>
          {(change.before !== null || change.after !== null) && (
            <p className="text-sm text-quiet wrap-anywhere">
              {inWords(change.before)} → {inWords(change.after)}
            </p>
          )}
          {change.reason && <p className="text-sm wrap-anywhere">{change.reason}</p>}
        </li>
      ))}
    </ul>
  )
}

function inWords(values: AuditRow["before"]): string {
  if (values === null || typeof values !== "object") return "nothing"
  return Object.entries(values)
    .map(
      ([name, value]) =>
        `${name} ${cut(typeof value === "string" ? value : JSON.stringify(value))}`,
    )
    .join(", ")
}

// A description may be a hundred pages long.
function cut(text: string): string {
  return text.length > 300 ? `${text.slice(0, 300)}…` : text
}
