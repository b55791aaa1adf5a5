import { db } from "@/lib/db"
import { type MadeProduct, makePaidOrder, makeProduct } from "@/tests/support/factories"
import { openByPlan } from "@/tests/support/plan-access"
import { makeSession } from "@/tests/support/session"
import { sellPlan } from "@/tests/support/subscribing"

/** A customer who is signed in, and how many products they bought. */
export type Collector = { purchases: number; cookie: string }

/**
 * As many products as the greatest collector has, all in a group that plans open, and customers who bought
 * their first so many, an order each, and have the group by a plan as well.
 */
export async function makeCollectors(counts: number[]): Promise<Collector[]> {
  const products: MadeProduct[] = []
  for (let at = 1; at <= Math.max(...counts); at++) {
    const title = `Selling digital goods, volume ${at}`
    products.push(await makeProduct({ slug: `volume-${at}`, title }))
  }
  await db().product.updateMany({
    data: {
      people: ["Ada Lovelace", "Charles Babbage"],
      coverKey: "public/cover.jpg",
      groups: ["volumes"],
    },
  })
  for (const amount of [900, 1500, 2100]) await sellPlan({ groups: ["volumes"], amount })
  const collectors: Collector[] = []
  for (const purchases of counts) {
    const email = `collector-${purchases}@example.com`
    let customerId = ""
    for (const product of products.slice(0, purchases))
      customerId = (await makePaidOrder({ email, products: [product] })).customerId
    await openByPlan(customerId, "volumes")
    collectors.push({ purchases, cookie: (await makeSession(customerId)).cookie })
  }
  await db().$executeRaw`ANALYZE`
  return collectors
}
