import { z } from "zod"
import { adminMetadata, adminPage } from "@/app/admin/guard"
import { EventList } from "@/components/admin/event-list"
import { NextPage } from "@/components/admin/next-page"
import { StateSearch } from "@/components/admin/state-search"
import { eventStates, findEvents } from "@/lib/webhooks/store/event-list"

export const generateMetadata = adminMetadata("Events")

const query = z.object({
  q: z.string().trim().max(255).catch("").default(""),
  state: z.enum(eventStates).catch("all").default("all"),
  after: z.string().max(255).nullable().catch(null).default(null),
})
const states = [
  ["all", "All"],
  ["failing", "Failed"],
  ["parked", "Wait for another"],
  ["applied", "Done"],
] as const

/** What Stripe told, newest first: by what it is about, and by what came of it. */
export default adminPage<PageProps<"/admin/events">>(async ({ searchParams }) => {
  const { q, state, after } = query.parse(await searchParams)
  const { events, next } = await findEvents({ about: q, state, after, limit: 50 })
  return (
    <>
      <h1 className="text-3xl font-semibold">Events</h1>
      <StateSearch
        action="/admin/events"
        name="q"
        label="Id, type or address"
        hint="evt_…, pi_…, cus_…, sub_…, a type such as invoice.paid, or a customer’s address."
        typed={q}
        state={state}
        states={states}
        button="Find events"
      />
      {events.length === 0 ? (
        <p className="mt-8 text-quiet" data-testid="no-events">
          {state === "failing" && !q ? "No event has failed." : "There are none."}
        </p>
      ) : (
        <EventList events={events} />
      )}
      <NextPage path="/admin/events" query={{ q, state }} next={next} isFirst={after === null} />
    </>
  )
})
