import type { Route } from "next"
import { Moment } from "@/components/moment"
import { ButtonLink } from "@/components/ui/button"
import type { OpenGroup } from "@/lib/library/rules"

/** The groups that are open as a whole: one line each, however many products are in them. */
export function OpenGroups({ groups }: { groups: OpenGroup[] }) {
  if (groups.length === 0) return null
  return (
    <ul className="mt-6 space-y-3">
      {groups.map(({ name, until }) => (
        <li
          key={name}
          className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 rounded-lg bg-surface px-5 py-4"
        >
          <div>
            <p className="font-semibold wrap-anywhere">Everything in {name}</p>
            <p className="text-sm text-quiet">
              {until ? (
                <>
                  Open to you until <Moment at={until} />
                </>
              ) : (
                "Open to you"
              )}
            </p>
          </div>
          <ButtonLink
            href={`/search?${new URLSearchParams({ group: name })}` as Route}
            look="secondary"
          >
            Look around
          </ButtonLink>
        </li>
      ))}
    </ul>
  )
}
