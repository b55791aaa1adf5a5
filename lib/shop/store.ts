import { db } from "@/lib/db"
import { newId } from "@/lib/tokens"

let shopId: string | undefined

/**
 * The id that marks what is this shop's at Stripe (`metadata.kiosk`), made once for a database. One
 * account may serve several sites; what carries another id, or none, is not ours.
 */
export async function getShopId(): Promise<string> {
  if (!shopId) {
    await db().setting.createMany({
      data: [{ name: "shop-id", value: newId() }],
      skipDuplicates: true,
    })
    shopId = (await db().setting.findUniqueOrThrow({ where: { name: "shop-id" } })).value
  }
  return shopId
}
