import type { Route } from "next"
import { ShelfMark } from "@/components/admin/shelf-mark"
import type { FormAction } from "@/components/buy-form"
import { Cover, initialOf } from "@/components/cover"
import { Badge } from "@/components/ui/badge"
import { buttonClass } from "@/components/ui/button"
import { PageLink } from "@/components/ui/page-link"
import { SubmitButton } from "@/components/ui/submit-button"
import { env } from "@/lib/env"
import { formatMoney } from "@/lib/money"
import type { ShelfRow } from "@/lib/search/store/own-shelf"

type Props = {
  products: ShelfRow[]
  now: Date
  /** What changes the ticked ones; null: whoever looks may not. */
  change: FormAction | null
  /** The list's own query, to come back to. */
  list: string
}

const steps = [
  ["publish", "Put on the shelf"],
  ["archive", "Archive"],
  ["restore", "Bring back from the archive"],
] as const

/** Products, one a line, to be ticked; the whole of each is behind its link. */
export function ProductList({ products, now, change, list }: Props) {
  const rows = (
    <ul className="mt-6 divide-y divide-line border-y border-line">
      {products.map((product) => (
        <Row key={product.id} product={product} now={now} canTick={change !== null} />
      ))}
    </ul>
  )
  if (!change) return rows
  return (
    <form action={change}>
      <input type="hidden" name="list" value={list} />
      {rows}
      <p className="mt-6 text-sm text-quiet">What to do with the ticked ones:</p>
      <div className="mt-2 flex flex-wrap gap-3">
        {steps.map(([step, label]) => (
          <SubmitButton
            key={step}
            name="step"
            value={step}
            waiting="Changing…"
            className={buttonClass("secondary")}
            data-testid={`bulk-${step}`}
          >
            {label}
          </SubmitButton>
        ))}
      </div>
    </form>
  )
}

function Row({ product, now, canTick }: { product: ShelfRow; now: Date; canTick: boolean }) {
  const prices = product.prices.map((price) =>
    price.amount === 0 ? "free" : formatMoney(price, env().SHOP_LOCALE),
  )
  return (
    <li
      className="flex flex-wrap items-center gap-x-4 gap-y-1 py-2"
      data-testid={`product-${product.slug}`}
    >
      {canTick && (
        <label className="flex size-11 items-center justify-center">
          <span className="sr-only">Tick {product.title}</span>
          <input
            type="checkbox"
            name={`product.${product.slug}`}
            className="size-5 accent-accent"
          />
        </label>
      )}
      <span className="w-16 shrink-0 max-sm:hidden">
        <Cover title={initialOf(product.title)} coverKey={product.coverKey} alt="" sizes="4rem" />
      </span>
      <PageLink
        href={`/admin/products/${product.slug}` as Route}
        className="link min-h-11 grow basis-52 content-center font-medium wrap-anywhere"
      >
        {product.title}
      </PageLink>
      <p className="flex flex-wrap items-center gap-3 text-sm text-quiet tabular-nums">
        {product.isDemo && <Badge>demo</Badge>}
        <ShelfMark {...product} now={now} />
        {[...new Set(prices)].slice(0, 3).join(" · ") || "no price"}
        <span>{product.sold} sold</span>
      </p>
    </li>
  )
}
