import pg from "pg"
import { describe, expect, test, vi } from "vitest"
import { findCustomer } from "@/lib/auth/find-customer"
import { pool } from "@/lib/db"
import { findOwnProduct } from "@/lib/library/find-own-product"
import { listLibrary } from "@/lib/library/list-library"
import { readLibraryQuery } from "@/lib/library/rules"
import { heldStatement, heldValues } from "@/lib/library/store/entries"
import { fillLibrary } from "@/tests/support/bulk-library"
import { makeSession } from "@/tests/support/session"

/** How many statements `work` sends, Prisma's among them. */
async function countStatements(work: () => Promise<unknown>): Promise<number> {
  const query = vi.spyOn(pg.Client.prototype, "query")
  try {
    await work()
    return query.mock.calls.length
  } finally {
    query.mockRestore()
  }
}

describe("P6: a library of a thousand", () => {
  test.each([10, 1000])(
    "takes three statements a page, the session's among them, with %i",
    async (owned) => {
      const customerId = await fillLibrary({ products: owned, owned, others: 0 })
      const { cookie } = await makeSession(customerId)
      const count = await countStatements(async () => {
        const customer = await findCustomer(new Headers({ cookie }))
        const query = readLibraryQuery({})
        const page = await listLibrary(customer?.customerId ?? "", query, new Date(), null)
        expect(page.entries).toHaveLength(Math.min(owned, 24))
        expect(page.counts.shown).toBe(owned)
      })
      expect(count).toBe(3)
      expect(await countStatements(() => findOwnProduct(customerId, "bulk-1", null))).toBe(3)
    },
  )

  test("is read through indices alone, however much others have", async () => {
    const customerId = await fillLibrary({ products: 5000, owned: 1000, others: 2000 })
    const query = readLibraryQuery({ q: "bulk" })
    const values = heldValues(customerId, query, new Date(), 24)
    const { rows } = await pool().query<{ "QUERY PLAN": string }>(
      `EXPLAIN (ANALYZE, TIMING OFF) ${heldStatement}`,
      values,
    )
    const plan = rows.map((line) => line["QUERY PLAN"]).join("\n")
    expect(plan).not.toMatch(
      /Seq Scan on "(Entitlement|Edition|Product|Download|Release|ReleaseFile)"/,
    )
    expect(plan).toContain("Entitlement_customerId_")
    expect(plan).toMatch(/Download_(fileId_entitlementId|entitlementId_createdAt)_idx/)
  })
})
