import type { Route } from "next"
import { sayInShop } from "@/components/offer-reason"
import { offerReason } from "@/components/offer-words"
import { ButtonLink } from "@/components/ui/button"
import type { OpenGroup } from "@/lib/library/rules"

/** The groups that are open as a whole, by what and until when: one line each, however many products. */
export function OpenGroups({ groups }: { groups: OpenGroup[] }) {
  if (groups.length === 0) return null
  return (
    <ul className="mt-6 space-y-3">
      {groups.map((group) => (
        <li
          key={group.name}
          data-testid={`group-${group.name}`}
          data-reason={group.reason}
          className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 rounded-lg bg-surface px-5 py-4"
        >
          <div>
            <p className="font-semibold wrap-anywhere">Everything in {group.name}</p>
            <p className="text-sm text-quiet">{wordsOf(group)}</p>
          </div>
          {group.isOpen ? (
            <ButtonLink
              href={`/search?${new URLSearchParams({ group: group.name })}` as Route}
              look="secondary"
            >
              Look around
            </ButtonLink>
          ) : (
            <ButtonLink href="/account/subscription" look="secondary">
              Resume
            </ButtonLink>
          )}
        </li>
      ))}
    </ul>
  )
}

function wordsOf({ isOpen, ...group }: OpenGroup): string | null {
  const action = isOpen ? "watch" : "renew"
  return offerReason({ ...group, action, rentSeconds: null, plan: null }, sayInShop())
}
