import type { ReactNode } from "react"

type Props = { title: string; lead?: ReactNode; children?: ReactNode }

/** A page of one column: a heading, what it is about, and what to do. */
export function NarrowPage({ title, lead, children }: Props) {
  return (
    <div className="mx-auto max-w-xl py-8 sm:py-14">
      <h1 className="text-3xl font-semibold">{title}</h1>
      {lead && <div className="mt-4 space-y-3 text-lg text-quiet">{lead}</div>}
      {children && <div className="mt-8 space-y-6">{children}</div>}
    </div>
  )
}
