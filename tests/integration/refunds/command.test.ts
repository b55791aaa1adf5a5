import { expect, it } from "vitest"
import { db } from "@/lib/db"
import { revokedReason } from "@/tests/support/bought"
import { paidOrder, refundsAt } from "@/tests/support/refunding"
import { runShop } from "@/tests/support/run-shop"
import { startSelling } from "@/tests/support/selling"

const { sandbox } = await startSelling()

async function shop(...args: string[]): Promise<unknown> {
  const { code, stdout, stderr } = await runShop([...args, "--json"])
  if (code !== 0) return stderr.trim()
  return JSON.parse(stdout)
}

it("B79: the command line refunds, with a dry run before, and finishes what was asked for before", async () => {
  const { checkoutId, intent } = await paidOrder(sandbox)
  const refund = (...args: string[]) => shop("refund", checkoutId, "--reason", "Asked", ...args)
  expect(await refund("--amount", "5", "--dry-run")).toMatchObject({
    dryRun: true,
    amount: 500,
    closing: [],
  })
  expect(await refundsAt(sandbox.url, intent)).toEqual([])
  expect(await refund("--amount", "99")).toContain("At most 19.99 USD")
  expect(await refund("--line", "2")).toContain("lines 1 to 1")
  await sandbox.control("api", { mode: "reset-after", path: "/v1/refunds" })
  expect(await refund("--amount", "5")).toContain("stays one refund")
  await sandbox.control("api", { mode: "ok" })
  expect(await refund()).toMatchObject({ amount: 500, wasWaiting: true })
  expect(await refund()).toMatchObject({ amount: 1499, currency: "usd", wasWaiting: false })
  expect(await refundsAt(sandbox.url, intent)).toEqual([500, 1499])
  expect(await revokedReason()).toBe("refunded")
})

it("B79, B21, B38: the command line revokes, restores and reassigns; each is in the audit log", async () => {
  const { checkoutId, purchaseId } = await paidOrder(sandbox)
  const why = ["--reason", "They wrote"]
  expect(await shop("revoke-access", checkoutId, ...why)).toMatchObject([
    { purchase: purchaseId, state: "taken_back" },
  ])
  expect(await shop("restore-access", checkoutId, "--line", "1", ...why)).toMatchObject([
    { state: "open" },
  ])
  expect(await shop("reassign", checkoutId, "--to", "B@example.com", "--no-mail", ...why)).toEqual({
    id: checkoutId,
    email: "b@example.com",
    mailed: false,
    dryRun: false,
  })
  expect(await shop("release-order", checkoutId, ...why)).toContain("not withheld")
  const entries = await db().auditEntry.findMany({ where: { subjectKind: "order" } })
  expect(new Set(entries.map(({ action }) => action))).toEqual(
    new Set(["purchase.revoke", "purchase.restore", "order.reassign"]),
  )
  expect(new Set(entries.map(({ actor }) => actor))).toEqual(new Set(["command line"]))
})
