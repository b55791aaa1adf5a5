import { adminMetadata, adminPage } from "@/app/admin/guard"
import { Figure } from "@/components/admin/figure"
import { Moment } from "@/components/moment"
import { ButtonLink } from "@/components/ui/button"
import { Notice } from "@/components/ui/notice"
import { PageLink } from "@/components/ui/page-link"
import { checkHealth } from "@/lib/health/check-health"
import { countMails } from "@/lib/mail/store/mail-list"
import { hasOpenSteps } from "@/lib/setup/list-checks"

export const generateMetadata = adminMetadata("Overview")

/** How the shop is, and what waits for somebody to look at it. */
export default adminPage<PageProps<"/admin">>(async () => {
  const [health, mails, isOpen] = await Promise.all([checkHealth(), countMails(), hasOpenSteps()])
  const { webhooks, jobs } = health
  return (
    <>
      <h1 className="text-3xl font-semibold">Overview</h1>
      {!health.ok && (
        <div className="mt-6">
          <Notice tone="alert" title="The shop is not well">
            <p>
              {health.database === "down"
                ? "The database does not answer."
                : "Its database is older than its code: run npm run db:migrate."}
            </p>
          </Notice>
        </div>
      )}
      {isOpen && (
        <div className="mt-6" data-testid="setup-open">
          <Notice title="Your shop is not ready to sell yet">
            <p>
              <PageLink href="/admin/setup" className="link">
                See the steps that are left
              </PageLink>
            </p>
          </Notice>
        </div>
      )}
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
        <Figure
          title="Mails not sent yet"
          value={mails.pending}
          isAlert={mails.failing > 0}
          id="mails-pending"
        >
          {mails.failing > 0
            ? `${mails.failing} of them failed at least once and are tried again.`
            : "None of them has failed."}
        </Figure>
        <Figure
          title="Jobs that failed"
          value={jobs?.failing ?? "–"}
          isAlert={Boolean(jobs?.failing)}
        >
          {jobs ? `${jobs.waiting} wait, the oldest for ${jobs.oldestSeconds} seconds.` : null}
        </Figure>
      </dl>
      <p className="mt-8 flex flex-wrap gap-4">
        <ButtonLink href="/admin/orders">Find an order</ButtonLink>
        <ButtonLink href="/admin/events?state=failing" look="secondary">
          See the events that failed
        </ButtonLink>
        <ButtonLink href="/admin/mails?state=pending" look="secondary">
          See what waits to be mailed
        </ButtonLink>
      </p>
      <p className="mt-8 text-sm text-quiet">
        Kiosk {health.version}.{" "}
        <PageLink href="/admin/health" className="link">
          More on how the shop is
        </PageLink>
      </p>
    </>
  )
})
