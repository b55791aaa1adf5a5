import { adminMetadata, adminPage } from "@/app/admin/guard"
import { AdminSection } from "@/components/admin/admin-section"
import { Headlines } from "@/components/admin/figures/headlines"
import { OpenTasks } from "@/components/admin/open-tasks"
import { OrderList } from "@/components/admin/order-list"
import { RunFigures } from "@/components/admin/run-figures"
import { Notice } from "@/components/ui/notice"
import { PageLink } from "@/components/ui/page-link"
import { env } from "@/lib/env"
import { checkHealth } from "@/lib/health/check-health"
import { listOpenTasks } from "@/lib/health/list-open-tasks"
import { countMails } from "@/lib/mail/store/mail-list"
import { findOrders } from "@/lib/purchases/store/find-orders"
import { buildReport } from "@/lib/reports/build-report"
import { readPeriod } from "@/lib/reports/read-period"
import { hasOpenSteps } from "@/lib/setup/list-checks"

export const generateMetadata = adminMetadata("Overview")

/** What waits for somebody, how the shop sells, and how it runs. */
export default adminPage<PageProps<"/admin">>(async () => {
  const { span } = readPeriod({ since: "", until: "", every: "" })
  const [health, mails, isOpen, tasks, report, { orders }] = await Promise.all([
    checkHealth(),
    countMails(),
    hasOpenSteps(),
    listOpenTasks(),
    buildReport({ ...span, every: null }, ({ measures }) =>
      measures.some(({ isHeadline }) => isHeadline),
    ),
    findOrders({ query: null, state: null, since: null, until: null, after: null, limit: 5 }),
  ])
  const { SHOP_LOCALE: locale, SHOP_TIME_ZONE: timeZone } = env()
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
      <AdminSection title="What waits for you">
        <OpenTasks found={tasks} failingEvents={health.webhooks?.failing ?? 0} />
      </AdminSection>
      <AdminSection title="The last 30 days" all={{ href: "/admin/figures", title: "All figures" }}>
        <Headlines report={report} reader={{ locale, timeZone }} path="/admin/figures" />
      </AdminSection>
      <AdminSection
        title="Newest orders"
        empty={orders.length === 0 ? "Nobody has bought anything yet." : null}
        all={{ href: "/admin/orders", title: "All orders" }}
      >
        <OrderList orders={orders} />
      </AdminSection>
      <AdminSection
        title="How it runs"
        all={{ href: "/admin/health", title: "More on how the shop is" }}
      >
        <RunFigures health={health} mails={mails} />
        <p className="mt-4 text-sm text-quiet">Kiosk {health.version}.</p>
      </AdminSection>
    </>
  )
})
