import type { ReactNode } from "react"

type Props = {
  title: string
  value: ReactNode
  children?: ReactNode
  isAlert?: boolean
  id?: string
}

/** One figure with its name, and what it means or where to go. */
export function Figure({ title, value, children, isAlert = false, id }: Props) {
  return (
    <div className={`rounded-lg border p-5 ${isAlert ? "border-alert" : "border-line"}`}>
      <dt className="text-sm text-quiet">{title}</dt>
      <dd className="mt-1 text-2xl font-semibold tabular-nums" data-testid={id}>
        {value}
      </dd>
      {children && <dd className="mt-2 text-sm text-quiet">{children}</dd>}
    </div>
  )
}
