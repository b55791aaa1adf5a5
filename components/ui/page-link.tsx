import type { Route } from "next"
import type { ComponentProps } from "react"

type Props<T extends string> = Omit<ComponentProps<"a">, "href"> & { href: Route<T> }

/**
 * A link to a page of the shop: a plain one. Every page is made whole at its request, with the
 * buttons of that moment, so there is nothing to prefetch or to keep; and a list of 24 products
 * with next/link costs its server twice as much (bench P3).
 */
export function PageLink<T extends string>(props: Props<T>) {
  const { children, ...rest } = props
  return <a {...rest}>{children}</a>
}
