import { Moment } from "@/components/moment"
import { deedInWords } from "@/lib/audit/deeds"
import type { AuditRow } from "@/lib/audit/store"

/** Changes by administrators: when, who, what, and what it was before. */
export function AuditList({ changes }: { changes: AuditRow[] }) {
  if (changes.length === 0) return <p className="mt-3 text-quiet">Nothing yet.</p>
  return (
    <ul className="mt-3 divide-y divide-line border-y border-line">
      {changes.map((change) => (
        <li key={change.id} className="py-3" data-testid="audit-entry" data-action={change.action}>
          <p>
            <span className="font-medium">{deedInWords(change.action)}</span>{" "}
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
