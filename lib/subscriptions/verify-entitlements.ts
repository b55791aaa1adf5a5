import { listWrongPurchases } from "@/lib/purchases/store/verify"
import { differencesOf, entitlementsOf } from "@/lib/subscriptions/rules/entitlements"
import { listPlanEntitlements, listSubscribedAfter } from "@/lib/subscriptions/store/access"
import { countDefaultDifferences, listCustomerIds } from "@/lib/subscriptions/store/default-plan"
import { getBillingSettings } from "@/lib/subscriptions/store/settings"

/** What a verification found: how much it looked at, and what is not as it follows from the books. */
export type Verification = { checked: number; differences: string[] }

const BATCH = 500
const NIL = "00000000-0000-0000-0000-000000000000"

/**
 * Makes every entitlement anew from what it follows from, the mirror of Stripe's subscriptions, the
 * purchases with their refunds and disputes, and the default plan, and compares: a proof that access is a
 * function of the books. Nothing is written. In batches; memory stays flat but for the differences.
 * @param progress told how many were looked at so far
 */
export async function verifyEntitlements(
  progress: (checked: number) => void = () => {},
): Promise<Verification> {
  const found: Verification = { checked: 0, differences: [] }
  const note = (checked: number, differences: string[]) => {
    found.checked += checked
    found.differences.push(...differences)
    progress(found.checked)
  }
  await verifySubscriptions(note)
  await verifyPurchases(note)
  await verifyDefaultPlan(note)
  return found
}

type Note = (checked: number, differences: string[]) => void

async function verifySubscriptions(note: Note): Promise<void> {
  const settings = await getBillingSettings()
  for (let after = NIL; ; ) {
    const batch = await listSubscribedAfter(after, BATCH)
    const held = await listPlanEntitlements(batch.map(({ id }) => id))
    for (const { id, customerId, state, items } of batch) {
      // Nobody whom the shop knows: there is nobody to open anything to.
      const wanted = customerId ? entitlementsOf(state, items, settings) : []
      const texts = differencesOf(held.get(id) ?? [], wanted)
      note(
        1,
        texts.map((text) => `subscription ${id}: ${text}`),
      )
    }
    const last = batch.at(-1)
    if (!last || batch.length < BATCH) return
    after = last.id
  }
}

async function verifyPurchases(note: Note): Promise<void> {
  for (let after = NIL; ; ) {
    const { lastId, count, wrong } = await listWrongPurchases(after, BATCH)
    note(count, wrong)
    if (!lastId || count < BATCH) return
    after = lastId
  }
}

async function verifyDefaultPlan(note: Note): Promise<void> {
  for (let after = NIL; ; ) {
    const batch = await listCustomerIds(after, BATCH)
    for (const id of batch) {
      const count = await countDefaultDifferences(id)
      note(1, count > 0 ? [`customer ${id}: ${count} differences in the default plan`] : [])
    }
    const last = batch.at(-1)
    if (!last || batch.length < BATCH) return
    after = last
  }
}
