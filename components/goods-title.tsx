import type { ReactNode } from "react"

type Props = { title: string; people: string[]; children?: ReactNode }

/** The head of a page on which something is watched or read. */
export function GoodsTitle({ title, people, children }: Props) {
  return (
    <header>
      <h1 className="text-3xl font-semibold wrap-anywhere sm:text-4xl">{title}</h1>
      {people.length > 0 && <p className="mt-2 text-quiet">{people.join(", ")}</p>}
      {children}
    </header>
  )
}
