import { z } from "zod"
import { adminMetadata, adminPage } from "@/app/admin/guard"
import { AuditList } from "@/components/admin/audit-list"
import { NextPage } from "@/components/admin/next-page"
import { listChanges } from "@/lib/audit/store"

export const generateMetadata = adminMetadata("Audit log")

const query = z.object({ after: z.uuid().nullable().catch(null).default(null) })

/** Everything that administrators changed, newest first. */
export default adminPage<PageProps<"/admin/audit">>(async ({ searchParams }) => {
  const { after } = query.parse(await searchParams)
  const { changes, next } = await listChanges({ after, limit: 50 })
  return (
    <>
      <h1 className="text-3xl font-semibold">Audit log</h1>
      <p className="mt-3 text-quiet">
        What administrators changed, here and on the command line. Nothing of it is ever deleted.
      </p>
      <AuditList changes={changes} />
      <NextPage path="/admin/audit" query={{}} next={next} isFirst={after === null} />
    </>
  )
})
