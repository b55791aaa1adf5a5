import type { ReactNode } from "react"

/** A short mark beside a title. */
export function Badge({ children }: { children: ReactNode }) {
  return (
    <span className="inline-block whitespace-nowrap rounded-full border border-line bg-surface px-2.5 py-0.5 text-xs font-medium text-quiet">
      {children}
    </span>
  )
}
