import type { PriceOption } from "@/lib/catalog/rules"
import type { SellableEdition } from "@/lib/catalog/store/editions"
import type { NewCheckout } from "@/lib/checkout/store/checkouts"
import { env } from "@/lib/env"
import { deliveryConsent } from "@/lib/legal/delivery-consent"
import { termsVersion } from "@/lib/legal/terms-version"

/** An order of one edition at one of its own prices, under the terms as they are now. */
export async function draftOrder(
  edition: SellableEdition,
  price: PriceOption,
  attempt: string,
): Promise<NewCheckout> {
  return {
    attempt,
    currency: price.currency,
    locale: env().SHOP_LOCALE,
    termsVersion: await termsVersion(),
    deliveryConsent: deliveryConsent.version,
    lines: [
      {
        editionId: edition.id,
        priceId: price.id,
        productTitle: edition.product.title,
        editionTitle: edition.title,
        amount: price.amount,
      },
    ],
  }
}
