import { z } from "zod"
import { grant } from "@/app/admin/customers/actions"
import { adminMetadata, adminPage } from "@/app/admin/guard"
import { CustomerList } from "@/components/admin/customer-list"
import { GrantForm } from "@/components/admin/grant-form"
import { NextPage } from "@/components/admin/next-page"
import { buttonClass } from "@/components/ui/button"
import { Field } from "@/components/ui/field"
import { canChange } from "@/lib/administrators/rules"
import { normaliseEmail } from "@/lib/customers/rules"
import { findCustomers } from "@/lib/customers/store/find-customers"

export const generateMetadata = adminMetadata("Customers")

const buyersPath = "/api/admin/buyers"

const query = z.object({
  q: z.string().max(254).catch("").default(""),
  after: z.uuid().nullable().catch(null).default(null),
})

/** Who bought or signed in, newest first, by the beginning of their address. */
export default adminPage<PageProps<"/admin/customers">>(async ({ searchParams }, { role }) => {
  const { q, after } = query.parse(await searchParams)
  const { customers, next } = await findCustomers({
    beginning: normaliseEmail(q),
    after,
    limit: 25,
  })
  return (
    <>
      <h1 className="text-3xl font-semibold">Customers</h1>
      <search className="mt-6 block max-w-xl">
        <form action="/admin/customers">
          <Field
            id="q"
            name="q"
            type="search"
            label="Address, or its beginning"
            defaultValue={q}
            maxLength={254}
            autoComplete="off"
            beside={
              <button type="submit" className={buttonClass("secondary")}>
                Find customers
              </button>
            }
          />
        </form>
      </search>
      {customers.length === 0 ? (
        <p className="mt-8 text-quiet" data-testid="no-customers">
          {after
            ? "There are no older ones."
            : q
              ? "No address begins like that."
              : "Nobody has bought anything or signed in yet."}
        </p>
      ) : (
        <CustomerList customers={customers} />
      )}
      <NextPage path="/admin/customers" query={{ q }} next={next} isFirst={after === null} />
      <p className="mt-8">
        <a
          // A file, not a page.
          href={buyersPath}
          className="link inline-flex min-h-11 items-center"
          data-testid="buyers"
        >
          Save all buyers as CSV
        </a>
      </p>
      {canChange(role) && <GrantForm customerId={null} action={grant} />}
    </>
  )
})
