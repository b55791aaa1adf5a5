import type { Route } from "next"
import type { ComponentProps } from "react"

type Props<T extends string> = Omit<ComponentProps<"a">, "href"> & { href: Route<T> }

/**
 * A link to a page of the shop: a plain one. Every page is made whole at its request, with the
 * buttons of that moment, so there is nothing to prefetch and nothing to keep.
 */
export function PageLink<T extends string>(props: Props<T>) {
  const { children, ...rest } = props
  return <a {...rest}>{children}</a>
}
