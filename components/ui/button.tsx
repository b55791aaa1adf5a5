import type { Route } from "next"
import type { ReactNode } from "react"
import { PageLink } from "@/components/ui/page-link"

export type ButtonLook = "primary" | "secondary" | "quiet"

const base =
  "inline-flex items-center justify-center gap-2 text-center leading-tight cursor-pointer aria-disabled:opacity-60 aria-disabled:cursor-progress"

const looks: Record<ButtonLook, string> = {
  primary:
    "min-h-11 rounded-lg bg-accent px-5 py-2.5 font-medium text-on-accent hover:bg-accent-strong",
  secondary:
    "min-h-11 rounded-lg border border-edge px-5 py-2.5 font-medium hover:border-ink hover:bg-surface",
  quiet: "link py-1",
}

/** The classes of a button, for buttons and links alike. */
export function buttonClass(look: ButtonLook = "primary"): string {
  return `${base} ${looks[look]}`
}

type ButtonLinkProps<T extends string> = {
  /** The "rel next" of a list, for those who read it by machine. */
  rel?: string
  href: Route<T>
  look?: ButtonLook
  className?: string
  children: ReactNode
  "data-testid"?: string
  "data-action"?: string
  "data-reason"?: string
}

/** A link that looks like a button. */
export function ButtonLink<T extends string>({
  look = "primary",
  className = "",
  ...props
}: ButtonLinkProps<T>) {
  return <PageLink className={`${buttonClass(look)} ${className}`} {...props} />
}
