import type { Route } from "next"
import { Moment } from "@/components/moment"
import { PageLink } from "@/components/ui/page-link"
import type { DownloadRow } from "@/lib/delivery/store/customer-downloads"

/** Clicks on files, one a line: what, when, and from where, coarsely. */
export function DownloadList({ downloads }: { downloads: DownloadRow[] }) {
  return (
    <ul className="mt-3 divide-y divide-line border-y border-line">
      {downloads.map((one) => (
        <li key={one.id} className="py-3" data-testid="download">
          <p className="wrap-anywhere">
            <span className="font-medium">{one.file}</span> {one.version}{" "}
            <span className="text-quiet">of {one.productTitle}</span>
          </p>
          <p className="flex flex-wrap items-center gap-x-2 text-sm text-quiet wrap-anywhere">
            <span>
              <Moment at={one.createdAt} /> · {one.network ?? "network not kept"}
              {!one.startedAt && " · nothing was fetched"}
            </span>
            {one.orderId && (
              <PageLink
                href={`/admin/orders/${one.orderId}` as Route}
                className="link min-h-11 content-center"
              >
                Order
              </PageLink>
            )}
          </p>
        </li>
      ))}
    </ul>
  )
}
