import { Day } from "@/components/day"
import { Badge } from "@/components/ui/badge"
import type { Member } from "@/lib/administrators/list-team"

/** Who may open the administration: what they may do, what says so, and whether a mailbox is enough for it. */
export function TeamList({ team }: { team: Member[] }) {
  if (team.length === 0)
    return (
      <p className="mt-6 text-quiet" data-testid="no-team">
        Nobody yet.
      </p>
    )
  return (
    <ul className="mt-6 divide-y divide-line border-y border-line">
      {team.map(({ email, role, by, secondFactorSince }) => (
        <li
          key={email}
          className="grid gap-x-6 gap-y-1 py-3 sm:grid-cols-[minmax(0,1fr)_16rem] sm:items-center"
          data-testid={`member-${email}`}
        >
          <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <span className="font-medium wrap-anywhere">{email}</span>
            {role === "support" && <Badge>Support: sees, changes nothing</Badge>}
            {by === "ADMIN_EMAILS" && <span className="text-sm text-quiet">ADMIN_EMAILS</span>}
          </p>
          <p className="text-sm text-quiet" data-testid="member-factor">
            {secondFactorSince ? (
              <>
                Second factor since <Day at={secondFactorSince} />
              </>
            ) : (
              "No second factor"
            )}
          </p>
        </li>
      ))}
    </ul>
  )
}
