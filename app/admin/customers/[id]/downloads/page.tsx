import type { Route } from "next"
import { z } from "zod"
import { adminMetadata, adminPage } from "@/app/admin/guard"
import { notFoundPage } from "@/app/not-found-page"
import { DownloadList } from "@/components/admin/download-list"
import { NextPage } from "@/components/admin/next-page"
import { PageLink } from "@/components/ui/page-link"
import { findKnownCustomer } from "@/lib/customers/store/whole-customer"
import { listCustomerDownloads } from "@/lib/delivery/store/customer-downloads"

export const generateMetadata = adminMetadata("Downloads")

const query = z.object({ after: z.uuid().nullable().catch(null).default(null) })

/** All that a customer downloaded, newest first. */
export default adminPage<PageProps<"/admin/customers/[id]/downloads">>(
  async ({ params, searchParams }) => {
    const { id } = await params
    const { after } = query.parse(await searchParams)
    const customer = z.uuid().safeParse(id).success ? await findKnownCustomer(id) : null
    if (!customer) return notFoundPage()
    const { downloads, next } = await listCustomerDownloads(id, { after, limit: 50 })
    const path = `/admin/customers/${id}` as Route
    return (
      <>
        <h1 className="text-3xl font-semibold">Downloads</h1>
        <p className="mt-3 text-quiet wrap-anywhere">
          Of{" "}
          <PageLink href={path} className="link">
            {customer.email}
          </PageLink>
        </p>
        {downloads.length === 0 ? (
          <p className="mt-8 text-quiet" data-testid="no-downloads">
            {after ? "There are no older ones." : "Nothing was downloaded yet."}
          </p>
        ) : (
          <DownloadList downloads={downloads} />
        )}
        <NextPage
          path={`${path}/downloads` as Route}
          query={{}}
          next={next}
          isFirst={after === null}
        />
      </>
    )
  },
)
