import { z } from "zod"
import { adminMetadata, adminPage } from "@/app/admin/guard"
import { MailList } from "@/components/admin/mail-list"
import { NextPage } from "@/components/admin/next-page"
import { StateSearch } from "@/components/admin/state-search"
import { normaliseEmail } from "@/lib/customers/rules"
import { listMails, mailFilters } from "@/lib/mail/store/mail-list"

export const generateMetadata = adminMetadata("Mails")

const query = z.object({
  state: z.enum(mailFilters).catch("all").default("all"),
  to: z.string().max(254).catch("").default(""),
  after: z.uuid().nullable().catch(null).default(null),
})

const states = [
  ["all", "All"],
  ["pending", "Not sent yet"],
  ["sent", "Sent"],
  ["bounced", "Came back"],
] as const

/** What the shop mailed, and what waits to be mailed, newest first. */
export default adminPage<PageProps<"/admin/mails">>(async ({ searchParams }) => {
  const { after, state, to } = query.parse(await searchParams)
  const recipient = normaliseEmail(to) || null
  const { mails, next } = await listMails({
    state,
    recipient,
    after,
    limit: 50,
    order: "newest first",
  })
  return (
    <>
      <h1 className="text-3xl font-semibold">Mails</h1>
      <StateSearch
        action="/admin/mails"
        name="to"
        label="To this address"
        typed={to}
        state={state}
        states={states}
        button="Find mails"
      />
      {mails.length === 0 ? (
        <p className="mt-8 text-quiet" data-testid="no-mails">
          {state === "pending" ? "No mail waits." : "There are none."}
        </p>
      ) : (
        <MailList mails={mails} />
      )}
      <NextPage path="/admin/mails" query={{ state, to }} next={next} isFirst={after === null} />
    </>
  )
})
