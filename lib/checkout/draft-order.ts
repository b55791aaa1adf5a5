import type { PriceOption } from "@/lib/catalog/rules"
import type { SellableEdition } from "@/lib/catalog/store/editions"
import type { NewCheckout } from "@/lib/checkout/store/checkouts"
import { env } from "@/lib/env"
import { deliveryConsent } from "@/lib/legal/delivery-consent"
import { termsVersion } from "@/lib/legal/terms-version"
import type { Campaign } from "@/lib/shop/campaign-rules"

/**
 * An order of one edition at one of its own prices, under the terms as they are now.
 * @param made.attempt random UUID of the page that holds the button
 * @param made.campaign what the address of that page says led there
 */
export async function draftOrder(
  edition: SellableEdition,
  price: PriceOption,
  made: { attempt: string; campaign: Campaign },
): Promise<NewCheckout> {
  return {
    attempt: made.attempt,
    campaign: made.campaign,
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
