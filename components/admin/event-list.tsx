import type { Route } from "next"
import { Moment } from "@/components/moment"
import { Badge } from "@/components/ui/badge"
import { PageLink } from "@/components/ui/page-link"
import type { EventRow } from "@/lib/webhooks/store/event-list"

/** Events, one a line; the whole of each is behind its link. */
export function EventList({ events }: { events: EventRow[] }) {
  return (
    <ul className="mt-6 divide-y divide-line border-y border-line">
      {events.map((event) => (
        <li key={event.id} className="py-2" data-testid="event" data-state={stateOf(event)}>
          <p className="flex flex-wrap items-center justify-between gap-x-6">
            <PageLink
              href={`/admin/events/${encodeURIComponent(event.id)}` as Route}
              className="link min-h-11 content-center wrap-anywhere"
            >
              {event.type}
            </PageLink>
            <Badge>{stateOf(event)}</Badge>
          </p>
          <p className="text-sm text-quiet wrap-anywhere">
            {event.id} · <Moment at={event.receivedAt} />
            {event.attempts > 1 && ` · ${event.attempts} tries`}
          </p>
          {event.lastError && !event.handledAt && (
            <p className="text-sm text-alert wrap-anywhere">{event.lastError}</p>
          )}
        </li>
      ))}
    </ul>
  )
}

/** What came of an event, in a word. */
export function stateOf(event: Pick<EventRow, "handledAt" | "outcome" | "parkedAt">): string {
  if (event.handledAt) return event.outcome ?? "applied"
  return event.parkedAt ? "parked" : "failing"
}
