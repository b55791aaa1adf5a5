import { env } from "@/lib/env"
import { formatMoney, type Money } from "@/lib/money"

type Props = {
  money: Money
  /** The slug that the price stands beside. */
  slug: string
  /** There are dearer editions as well. */
  isFrom?: boolean
  className?: string
}

/** A price in the currency that is charged. */
export function Price({ money, slug, isFrom = false, className = "" }: Props) {
  return (
    <span className={`whitespace-nowrap tabular-nums ${className}`}>
      {isFrom && <span className="text-sm font-normal text-quiet">from </span>}
      <span data-testid={`price-${slug}`} data-amount={money.amount} data-currency={money.currency}>
        {money.amount === 0 ? "Free" : formatMoney(money, env().SHOP_LOCALE)}
      </span>
    </span>
  )
}
