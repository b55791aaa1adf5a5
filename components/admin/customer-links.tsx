import type { Route } from "next"
import { PageLink } from "@/components/ui/page-link"

/** Where the rest of a customer's orders and mails is. */
export function CustomerLinks({ email }: { email: string }) {
  const q = encodeURIComponent(email)
  const look = "link min-h-11 content-center"
  return (
    <p className="mt-4 flex flex-wrap gap-x-6">
      <PageLink href={`/admin/orders?q=${q}` as Route} className={look}>
        All orders
      </PageLink>
      <PageLink href={`/admin/mails?to=${q}` as Route} className={look}>
        Mails to them
      </PageLink>
    </p>
  )
}
