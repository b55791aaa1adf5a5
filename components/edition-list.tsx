import type { FormAction } from "@/components/buy-form"
import { EditionRow } from "@/components/edition-row"
import type { FreeFormState } from "@/components/free-form"
import { PlanRow } from "@/components/plan-row"
import { TermsSentence } from "@/components/terms-sentence"
import type { PageEdition } from "@/lib/catalog/store/product-page"
import { isByPlan } from "@/lib/entitlements/access-rules"
import type { Offered } from "@/lib/entitlements/list-offers"
import { isOwned } from "@/lib/entitlements/rules"

type Props = {
  product: { slug: string; title: string; editions: Offered<PageEdition>[] }
  buy: FormAction
  getFree: (state: FreeFormState, form: FormData) => Promise<FreeFormState>
}

/** The editions that this visitor can do something with, samples last, and what buying means. */
export function EditionList({ product, buy, getFree }: Props) {
  const isKept = product.editions.some(isKeptForEver)
  const shown = product.editions.filter((edition) => isShown(edition, isKept))
  const sorted = [...shown].sort((a, b) => Number(a.isSample) - Number(b.isSample))
  if (sorted.length === 0) return null
  return (
    <section aria-labelledby="editions" className="mt-8">
      <h2 id="editions" className="sr-only">
        Editions
      </h2>
      <ul className="divide-y divide-line border-y border-line">
        {sorted.map((edition) => (
          <EditionRow
            key={edition.id}
            edition={edition}
            product={product}
            buy={buy}
            getFree={getFree}
          />
        ))}
        <PlanRow editions={sorted} />
      </ul>
      {sorted.some((edition) => edition.offer.action === "buy") && (
        <TermsSentence className="mt-5" />
      )}
    </section>
  )
}

// An edition that was taken off the shelf is of interest to its owners alone; the page of a product
// that is wholly archived still says what there was. Who keeps it need not rent it.
function isShown({ offer, editionArchivedAt }: Offered<PageEdition>, isKept: boolean): boolean {
  if (isKept && offer.action === "buy" && offer.rentSeconds) return false
  return !(offer.reason === "archived" && editionArchivedAt)
}

function isKeptForEver({ offer, isSample }: Offered<PageEdition>): boolean {
  return isOwned(offer) && offer.until === null && !isByPlan(offer) && !isSample
}
