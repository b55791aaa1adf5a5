import { Badge } from "@/components/ui/badge"
import type { PaymentState } from "@/lib/account/rules"
import { env } from "@/lib/env"
import { formatMoney } from "@/lib/money"

type Props = { state: PaymentState; currency: string }

/** How a payment stands, in a word or two. */
export function PaymentWords({ state, currency }: Props) {
  return <Badge>{wordsOf(state, currency)}</Badge>
}

function wordsOf(state: PaymentState, currency: string): string {
  switch (state.state) {
    case "paid":
      return "Paid"
    case "free":
      return "Free"
    case "processing":
      return "On its way"
    case "open":
      return "Not paid yet"
    case "failed":
      return "Did not arrive"
    case "withheld":
      return "Being looked at"
    case "disputed":
      return "Disputed"
    case "charged-back":
      return "Taken back by the bank"
    case "refunded":
      return "Refunded"
    case "refunded-in-part": {
      const amount = formatMoney({ amount: state.amount, currency }, env().SHOP_LOCALE)
      return `${amount} refunded`
    }
  }
}
