import { describe, expect, it } from "vitest"
import { z } from "zod"
import { db } from "@/lib/db"
import { buyHeld, revokedReason } from "@/tests/support/bought"
import { checkInvariants } from "@/tests/support/invariants"
import { startSelling } from "@/tests/support/selling"
import { deliver, listEvents } from "@/tests/support/stripe-events"
import { waitUntil } from "@/tests/support/wait-until"

const { sandbox } = await startSelling()

describe("B20 fault 20 a dispute", () => {
  const steps = [
    ["needs_response", "disputed"],
    ["under_review", "disputed"],
    ["won", null],
  ] as const

  it("closes the goods while it is open, and a won one gives them back", async () => {
    const { intent, paid } = await buyHeld({ sandbox })
    await sandbox.control("deliveries", { mode: "deliver" })
    await deliver(paid)
    for (const [status, expected] of steps) {
      await sandbox.control("disputes", { charge: intent, status })
      await waitUntil(
        async () => (await db().dispute.findFirst())?.status === status,
        `the dispute to be ${status}`,
      )
      expect(await revokedReason(), status).toBe(expected)
    }
    await checkInvariants()
  })

  it("is told to the shop's owner once, with what was bought and where to answer", async () => {
    const { intent, paid } = await buyHeld({ sandbox })
    await deliver(paid)
    for (const status of ["needs_response", "under_review"])
      await sandbox.control("disputes", { charge: intent, status })
    const events = (await listEvents(sandbox.url)).filter((one) =>
      one.type.startsWith("charge.dispute."),
    )
    for (const event of [...events, ...events]) await deliver({ ...event, id: `${event.id}_again` })
    const { stripeDisputeId, checkoutId } = await db().dispute.findFirstOrThrow()
    const told = await db().mail.findMany({ where: { kind: "alert" } })
    expect(told).toMatchObject([{ subject: `${stripeDisputeId}/needs_response` }])
    const { message } = z.object({ message: z.string() }).parse(told[0]?.payload)
    expect(message).toContain(`/disputes/${stripeDisputeId}`)
    expect(message).toContain(`/admin/orders/${checkoutId}`)
    expect(message).toMatch(/\$\d+\.\d\d is disputed, and Stripe waits until \w+ \d+, \d{4}/)
  })

  it("that is lost keeps them closed; a warning closes nothing", async () => {
    const { intent, paid } = await buyHeld({ sandbox })
    await sandbox.control("deliveries", { mode: "deliver" })
    await deliver(paid)
    await sandbox.control("disputes", { charge: intent, status: "warning_needs_response" })
    await waitUntil(async () => db().dispute.findFirst(), "the warning")
    expect(await revokedReason()).toBeNull()
    await sandbox.control("disputes", { charge: intent, status: "lost" })
    await waitUntil(async () => (await db().dispute.findFirst())?.status === "lost", "the loss")
    expect(await revokedReason()).toBe("disputed")
    await checkInvariants()
  })

  it("is in the same state whatever the order of its events", async () => {
    const { intent, paid } = await buyHeld({ sandbox })
    await deliver(paid)
    for (const [status] of steps) await sandbox.control("disputes", { charge: intent, status })
    const events = (await listEvents(sandbox.url)).filter((one) =>
      one.type.startsWith("charge.dispute."),
    )
    for (const event of events.toReversed()) await deliver(event)
    expect((await db().dispute.findFirstOrThrow()).status).toBe("won")
    expect(await revokedReason()).toBeNull()
    await checkInvariants()
  })
})
