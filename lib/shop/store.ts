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

/** A setting that the shop keeps, or null. */
export async function findSetting(name: string): Promise<string | null> {
  return (await db().setting.findUnique({ where: { name } }))?.value ?? null
}

/** Keeps a setting. */
export async function saveSetting(name: string, value: string): Promise<void> {
  await db().setting.upsert({ where: { name }, create: { name, value }, update: { value } })
}
