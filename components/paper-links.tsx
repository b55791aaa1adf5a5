import type { Route } from "next"
import { Day } from "@/components/day"
import { PageLink } from "@/components/ui/page-link"

type Props = {
  papers: { number: number; kind: "invoice" | "credit_note"; createdAt: Date }[]
  path: (number: number) => Route
}

/** Links to the PDF files of an order's invoices and credit notes. */
export function PaperLinks({ papers, path }: Props) {
  if (papers.length === 0) return null
  return (
    <ul className="mt-2">
      {papers.map(({ number, kind, createdAt }) => (
        <li key={number}>
          <PageLink href={path(number)} className="link inline-flex min-h-11 items-center">
            {kind === "invoice" ? "Invoice" : "Credit note"} {number} (PDF)
          </PageLink>
          <span className="text-quiet">
            {" "}
            of <Day at={createdAt} />
          </span>
        </li>
      ))}
    </ul>
  )
}
