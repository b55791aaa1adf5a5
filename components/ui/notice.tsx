import type { ReactNode } from "react"

type Props = { tone?: "plain" | "alert"; title?: string; children: ReactNode }

/** A paragraph that must not be overlooked. */
export function Notice({ tone = "plain", title, children }: Props) {
  const edge = tone === "alert" ? "border-alert" : "border-accent"
  return (
    <div className={`rounded-r-lg border-l-3 bg-surface px-5 py-4 ${edge}`}>
      {title && <p className="mb-1 font-semibold">{title}</p>}
      <div className="space-y-2">{children}</div>
    </div>
  )
}
