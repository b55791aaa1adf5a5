import { retry } from "@/app/admin/events/actions"
import { adminMetadata, adminPage } from "@/app/admin/guard"
import { notFoundPage } from "@/app/not-found-page"
import { AuditList } from "@/components/admin/audit-list"
import { stateOf } from "@/components/admin/event-list"
import { OutcomeNotice } from "@/components/admin/outcome-notice"
import { Moment } from "@/components/moment"
import { Badge } from "@/components/ui/badge"
import { buttonClass } from "@/components/ui/button"
import { SubmitButton } from "@/components/ui/submit-button"
import { canChange } from "@/lib/administrators/rules"
import { listChanges } from "@/lib/audit/store"
import { findWholeEvent } from "@/lib/webhooks/store/event-list"

export const generateMetadata = adminMetadata("Event")

const words = {
  applied: "The event is applied.",
  stale: "The shop knew already what it tells.",
  ignored: "The event is about nothing of this shop.",
  duplicate: "The event had been applied already.",
  parked: "What the event is about is not here yet. It is tried again by itself.",
  failed: "The event could not be applied this time either. Below stands why.",
}

/** One event with all that Stripe told in it, and a way to apply it again. */
export default adminPage<PageProps<"/admin/events/[id]">>(
  async ({ params, searchParams }, { role }) => {
    const id = decodeURIComponent((await params).id)
    const [event, { changes }, { done, problem }] = await Promise.all([
      findWholeEvent(id),
      listChanges({ subject: { kind: "event", id }, after: null, limit: 20 }),
      searchParams,
    ])
    if (!event) return notFoundPage()
    return (
      <>
        <OutcomeNotice done={done} problem={problem} words={words} />
        <h1 className="flex flex-wrap items-center gap-4 text-3xl font-semibold wrap-anywhere">
          {event.type} <Badge>{stateOf(event)}</Badge>
        </h1>
        <p className="mt-3 text-quiet wrap-anywhere">
          {event.id} · made <Moment at={event.createdAt} />, received{" "}
          <Moment at={event.receivedAt} />,{" "}
          {event.attempts === 1 ? "1 try" : `${event.attempts} tries`}
        </p>
        {event.lastError && !event.handledAt && (
          <p className="mt-3 text-alert wrap-anywhere" data-testid="event-error">
            {event.lastError}
          </p>
        )}
        {!event.handledAt && canChange(role) && (
          <form action={retry} className="mt-6">
            <input type="hidden" name="event" value={event.id} />
            <SubmitButton waiting="Applying…" className={buttonClass()} data-testid="retry-event">
              Apply it again
            </SubmitButton>
          </form>
        )}
        <h2 className="mt-10 text-xl font-semibold">What Stripe told</h2>
        {JSON.stringify(event.payload) === "{}" ? (
          <p className="mt-3 text-quiet" data-testid="payload-gone">
            It is no longer kept: under Operations stands for how long it is.
          </p>
        ) : (
          <pre className="mt-3 rounded-lg border border-line bg-surface p-4 text-sm whitespace-pre-wrap wrap-anywhere">
            {JSON.stringify(event.payload, null, 2)}
          </pre>
        )}
        <h2 className="mt-10 text-xl font-semibold">What administrators did</h2>
        <AuditList changes={changes} />
      </>
    )
  },
)
