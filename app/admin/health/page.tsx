import { adminMetadata, adminPage } from "@/app/admin/guard"
import { EventList } from "@/components/admin/event-list"
import { HealthFigures } from "@/components/admin/health-figures"
import { JobList, ScheduleList } from "@/components/admin/job-list"
import { ButtonLink } from "@/components/ui/button"
import { inspectShop } from "@/lib/health/inspect-shop"

export const generateMetadata = adminMetadata("Health")

/** How the shop is in detail: whether Stripe is heard, what fails, and whether there is room. */
export default adminPage<PageProps<"/admin/health">>(async () => {
  const found = await inspectShop()
  return (
    <>
      <h1 className="text-3xl font-semibold">Health</h1>
      <HealthFigures found={found} />
      <h2 className="mt-10 text-xl font-semibold">Events that failed</h2>
      {found.failingEvents.length === 0 ? (
        <p className="mt-3 text-quiet" data-testid="no-failing-events">
          No event has failed.
        </p>
      ) : (
        <>
          <p className="mt-3 text-quiet">
            They are tried again every five minutes. Open one to see why, and to try it now.
          </p>
          <EventList events={found.failingEvents} />
          <p className="mt-4">
            <ButtonLink href="/admin/events?state=failing" look="secondary">
              See all that failed
            </ButtonLink>
          </p>
        </>
      )}
      <h2 className="mt-10 text-xl font-semibold">Jobs</h2>
      <JobList jobs={found.jobs} />
      <h2 className="mt-10 text-xl font-semibold">What the worker last did by itself</h2>
      <ScheduleList schedule={found.schedule} />
    </>
  )
})
