import { expect, it } from "vitest"
import { db } from "@/lib/db"
import { clearLapsedRates, takeRate } from "@/lib/rate-limit"

it("a limit counts each key apart, says when to come back, and lapsed counters are cleared", async () => {
  for (let n = 0; n < 3; n++) await takeRate("links-address", "ada@example.com")
  await expect(takeRate("links-address", "ada@example.com")).rejects.toMatchObject({
    code: "rate-limited",
    message: expect.stringMatching(/Try again in \d+ minutes/),
  })
  await takeRate("links-address", "bea@example.com")
  expect(await clearLapsedRates()).toBe(0)
  await db().rateLimit.updateMany({ data: { expire: BigInt(Date.now() - 1000) } })
  expect(await clearLapsedRates()).toBe(2)
  await takeRate("links-address", "ada@example.com")
})

it("the counters of addresses hold no address", async () => {
  await takeRate("links-address", "ada@example.com")
  const [row] = await db().rateLimit.findMany()
  expect(row?.key).not.toContain("ada")
})
