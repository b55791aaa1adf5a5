import type { Route } from "next"
import { z } from "zod"
import { adminMetadata, adminPage } from "@/app/admin/guard"
import { AuditList } from "@/components/admin/audit-list"
import { NextPage } from "@/components/admin/next-page"
import { PageLink } from "@/components/ui/page-link"
import { listChanges, listChangesAbout } from "@/lib/audit/store"

export const generateMetadata = adminMetadata("Audit log")

const query = z.object({
  customer: z.uuid().nullable().catch(null).default(null),
  after: z.uuid().nullable().catch(null).default(null),
})

/** Everything that administrators changed, newest first; or what of it is about one customer. */
export default adminPage<PageProps<"/admin/audit">>(async ({ searchParams }) => {
  const { customer, after } = query.parse(await searchParams)
  const page = { after, limit: 50 }
  const { changes, next } = await (customer ? listChangesAbout(customer, page) : listChanges(page))
  return (
    <>
      <h1 className="text-3xl font-semibold">Audit log</h1>
      <p className="mt-3 text-quiet">
        What administrators changed, here and on the command line. Nothing of it is ever deleted.
      </p>
      {customer && (
        <p className="mt-3 flex flex-wrap gap-x-6">
          <PageLink
            href={`/admin/customers/${customer}` as Route}
            className="link min-h-11 content-center"
          >
            Only about this customer
          </PageLink>
          <PageLink href="/admin/audit" className="link min-h-11 content-center">
            About everything
          </PageLink>
        </p>
      )}
      <AuditList changes={changes} />
      <NextPage
        path="/admin/audit"
        query={{ customer: customer ?? "" }}
        next={next}
        isFirst={after === null}
      />
    </>
  )
})
