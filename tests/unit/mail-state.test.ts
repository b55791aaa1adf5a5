import { expect, test } from "vitest"
import { mailState } from "@/lib/mail/rules/mail-state"

const [early, late] = [new Date("2026-11-26T10:00:00Z"), new Date("2026-11-26T11:00:00Z")]
const nothing = {
  sentAt: null,
  cancelledAt: null,
  deliveredAt: null,
  delayedAt: null,
  bouncedAt: null,
  complainedAt: null,
}

test.each([
  [{}, "pending"],
  [{ cancelledAt: early }, "cancelled"],
  [{ sentAt: early }, "sent"],
  [{ sentAt: early, delayedAt: early }, "delayed"],
  [{ sentAt: early, delayedAt: early, deliveredAt: late }, "delivered"],
  [{ sentAt: early, deliveredAt: early, bouncedAt: late }, "bounced"],
  [{ sentAt: early, deliveredAt: late, bouncedAt: early }, "delivered"],
  [{ sentAt: early, bouncedAt: early }, "bounced"],
  [{ sentAt: early, deliveredAt: late, complainedAt: early }, "complained"],
])("K18 a mail of which %o is known is %s", (facts, state) => {
  expect(mailState({ ...nothing, ...facts })).toBe(state)
})
