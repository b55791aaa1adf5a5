import type { ComponentProps } from "react"

/** A link to a page of somebody else's, such as Stripe's. */
export function OutwardLink({ children, ...rest }: ComponentProps<"a"> & { href: string }) {
  return (
    <a rel="noopener noreferrer" {...rest}>
      {children}
    </a>
  )
}
