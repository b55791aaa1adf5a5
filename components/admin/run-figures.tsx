import { Figure } from "@/components/admin/figure"
import { MailFigure } from "@/components/admin/mail-figure"
import { Moment } from "@/components/moment"
import type { Health } from "@/lib/health/check-health"

type Props = { health: Health; mails: { pending: number; failing: number } }

/** Whether events, mails and jobs go through. */
export function RunFigures({ health, mails }: Props) {
  const { webhooks, jobs } = health
  return (
    <dl className="mt-6 grid gap-4 sm:grid-cols-2 lg:grid-cols-4">
      <Figure
        title="Events that failed"
        value={webhooks?.failing ?? "–"}
        isAlert={Boolean(webhooks?.failing)}
        id="events-failing"
      >
        {webhooks?.lastReceivedAt ? (
          <>
            The last came <Moment at={new Date(webhooks.lastReceivedAt)} />.
          </>
        ) : (
          "Stripe has told nothing yet."
        )}
      </Figure>
      <Figure title="Events that wait for another" value={webhooks?.parked ?? "–"}>
        They are tried again by themselves.
      </Figure>
      <MailFigure mails={mails} id="mails-pending" />
      <Figure
        title="Jobs that failed"
        value={jobs?.failing ?? "–"}
        isAlert={Boolean(jobs?.failing)}
      >
        {jobs ? `${jobs.waiting} wait, the oldest for ${jobs.oldestSeconds} seconds.` : null}
      </Figure>
    </dl>
  )
}
