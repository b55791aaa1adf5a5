import { adminMetadata, adminPage } from "@/app/admin/guard"
import { keepFor } from "@/app/admin/operations/actions"
import { AccountingForm } from "@/components/admin/accounting-form"
import { OutcomeNotice } from "@/components/admin/outcome-notice"
import { RetentionForm } from "@/components/admin/retention-form"
import { canChange } from "@/lib/administrators/rules"
import { env } from "@/lib/env"
import { getRetention } from "@/lib/retention/store"

export const generateMetadata = adminMetadata("Operations")

const words = { kept: "Saved. What is older is taken out in the next minutes." }
const commands = [
  ["npm run shop -- backup backups", "saves database and files together, while the shop runs"],
  ["npm run shop -- restore <file.tar>", "brings a backup back, into an empty database"],
  ["npm run shop -- export <folder>", "writes all that the shop knows as CSV"],
] as const

/** What an owner does now and then: the books, what is kept how long, backups. */
export default adminPage<PageProps<"/admin/operations">>(async ({ searchParams }, { role }) => {
  const [retention, { done, problem }] = await Promise.all([getRetention(), searchParams])
  return (
    <>
      <OutcomeNotice done={done} problem={problem} words={words} />
      <h1 className="text-3xl font-semibold">Operations</h1>
      <section className="mt-8">
        <h2 className="text-xl font-semibold">For the books</h2>
        <p className="mt-3 max-w-2xl text-quiet">
          Each payment, refund and dispute is a row, with net, tax and gross in its currency. Days
          are whole ones in {env().SHOP_TIME_ZONE}.
        </p>
        <AccountingForm />
      </section>
      <section className="mt-10">
        <h2 className="text-xl font-semibold">What is kept how long</h2>
        <p className="mt-3 max-w-2xl text-quiet">
          What is older is taken out once a night, and after each change. It does not come back.
        </p>
        {canChange(role) ? (
          <RetentionForm retention={retention} action={keepFor} />
        ) : (
          <p className="mt-3" data-testid="retention">
            Events: {daysOf(retention.eventPayloadDays)}. Downloads:{" "}
            {daysOf(retention.downloadTraceDays)}.
          </p>
        )}
      </section>
      <section className="mt-10">
        <h2 className="text-xl font-semibold">Backups</h2>
        <p className="mt-3 max-w-2xl text-quiet">
          They are made where the shop runs. The secrets of {env().KIOSK_DATA}/env are not in them:
          keep a copy of that file elsewhere.
        </p>
        <dl className="mt-6 space-y-4">
          {commands.map(([command, does]) => (
            <div key={command}>
              <dt>
                <code className="rounded bg-surface px-2 py-1 text-sm wrap-anywhere">
                  {command}
                </code>
              </dt>
              <dd className="mt-1.5 text-sm text-quiet">{does}</dd>
            </div>
          ))}
        </dl>
      </section>
    </>
  )
})

function daysOf(days: number): string {
  return days === 0 ? "for ever" : `${days} days`
}
