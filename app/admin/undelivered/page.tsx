import { z } from "zod"
import { adminMetadata, adminPage } from "@/app/admin/guard"
import { mailReceiptAgain } from "@/app/admin/undelivered/actions"
import { NextPage } from "@/components/admin/next-page"
import { OutcomeNotice } from "@/components/admin/outcome-notice"
import { UndeliveredList } from "@/components/admin/undelivered-list"
import { canChange } from "@/lib/administrators/rules"
import { now } from "@/lib/clock"
import { listUndelivered } from "@/lib/mail/store/undelivered"

export const generateMetadata = adminMetadata("Nobody has opened it")

const query = z.object({ after: z.uuid().nullable().catch(null).default(null) })
const words = {
  receipt:
    "The receipt is on its way again. Its buyer is off this list unless that one does not arrive either.",
}

/** Who paid, was not reached by mail, and has opened nothing. */
export default adminPage<PageProps<"/admin/undelivered">>(async ({ searchParams }, { role }) => {
  const asked = await searchParams
  const { after } = query.parse(asked)
  const { undelivered, next } = await listUndelivered({ now: now(), after, limit: 25 })
  return (
    <>
      <OutcomeNotice done={asked.done} problem={asked.problem} words={words} />
      <h1 className="text-3xl font-semibold">Nobody has opened it</h1>
      <p className="mt-3 max-w-prose text-quiet">
        These buyers paid. Their receipt came back, was called spam, or is unsent after an hour, and
        they have opened nothing.
      </p>
      {undelivered.length === 0 ? (
        <p className="mt-8 text-quiet" data-testid="no-undelivered">
          {after ? "There are no older ones." : "Everybody who paid was reached, or has opened it."}
        </p>
      ) : (
        <UndeliveredList
          undelivered={undelivered}
          resend={canChange(role) ? mailReceiptAgain : null}
        />
      )}
      <NextPage path="/admin/undelivered" query={{}} next={next} isFirst={after === null} />
    </>
  )
})
