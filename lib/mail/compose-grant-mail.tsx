import { env } from "@/lib/env"
import { findMailGrant } from "@/lib/mail/store/grants"
import { AccessGranted } from "@/lib/mail/templates/access-granted"
import type { Composed, Shop } from "@/lib/mail/templates/layout"

/** The letter about what was opened to somebody without an order; null: it is closed again. */
export async function composeGrantMail(
  grantId: string,
  shop: Shop,
  now: Date,
): Promise<Composed | null> {
  const grant = await findMailGrant(grantId, now)
  if (!grant) return null
  const { product, groupName, endsAt } = grant
  const what = product?.title ?? `everything in “${groupName}”`
  const voice = { locale: shop.locale, timeZone: env().SHOP_TIME_ZONE }
  return {
    subject: `${shop.name} has opened ${what} to you`,
    body: (
      <AccessGranted
        shop={shop}
        voice={voice}
        what={what}
        slug={product?.slug ?? null}
        endsAt={endsAt}
      />
    ),
  }
}
