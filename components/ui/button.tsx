import type { Route } from "next"
import type { ReactNode } from "react"
import { PageLink } from "@/components/ui/page-link"

export type ButtonLook = "primary" | "secondary" | "quiet"

const looks: Record<ButtonLook, string> = {
  primary: "button button-primary",
  secondary: "button button-secondary",
  quiet: "button button-quiet link",
}

/** The classes of a button, for buttons and links alike. */
export function buttonClass(look: ButtonLook = "primary"): string {
  return looks[look]
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
  "data-until"?: string
}

/** A link that looks like a button. */
export function ButtonLink<T extends string>({
  look = "primary",
  className = "",
  ...props
}: ButtonLinkProps<T>) {
  return <PageLink className={`${buttonClass(look)} ${className}`.trim()} {...props} />
}
