import type { Mirrored, Run } from "@/lib/billing/rules"
import { enqueue } from "@/lib/queue"
import { getShopId } from "@/lib/shop/store"
import { findStripeProduct } from "@/lib/stripe/billing"
import { type Candidate, converge, versionAfter } from "@/lib/stripe/converge"
import type { Versioned } from "@/lib/stripe/snapshots"
import type { ProductSnapshot } from "@/lib/stripe/subscription-snapshots"
import { findProduct, saveProduct } from "@/lib/subscriptions/store/products"

/**
 * Brings the copy of a Stripe product to what Stripe says. Where it opens other groups than before, a
 * job makes anew what its subscriptions open. Products of other sites, and those that no plan
 * has, are left alone.
 */
export async function mirrorProduct<R>(
  id: string,
  first: Versioned<ProductSnapshot> | null,
  run: Run<R>,
): Promise<R> {
  if (first && !(await isOurs(first.snapshot))) return run(async () => "ignored")
  return converge({
    first,
    held: () => findProduct(id),
    fetch: async () => (await findStripeProduct(id)) ?? gone(id),
    run,
    change,
  })
}

async function change(candidate: Candidate<ProductSnapshot>): Promise<Mirrored> {
  const { snapshot } = candidate
  if (!(await isOurs(snapshot))) return "ignored"
  const held = await findProduct(snapshot.id)
  const versionAt = versionAfter(held, candidate)
  await saveProduct({ snapshot, versionAt })
  const opensSame = held?.groups.join() === snapshot.groups.join()
  if (!opensSame)
    await enqueue(
      "derive-product",
      { stripeProductId: snapshot.id },
      { key: `derive-product/${snapshot.id}` },
    )
  const isSame =
    opensSame && held?.features.join() === snapshot.features.join() && held.name === snapshot.name
  return isSame ? "stale" : "applied"
}

// Deleted at Stripe, which is only possible without prices: it opens nothing.
function gone(id: string): Versioned<ProductSnapshot> {
  const snapshot = { id, name: "", isActive: false, groups: [], features: [], shopId: null }
  return { snapshot, versionAt: new Date(0) }
}

// Checkout makes a product for each single purchase too: what opens and offers nothing is none of a plan.
async function isOurs(snapshot: ProductSnapshot): Promise<boolean> {
  if (snapshot.shopId && snapshot.shopId !== (await getShopId())) return false
  const saysWhatItOpens = snapshot.groups.length > 0 || snapshot.features.length > 0
  return (snapshot.shopId !== null && saysWhatItOpens) || (await findProduct(snapshot.id)) !== null
}
