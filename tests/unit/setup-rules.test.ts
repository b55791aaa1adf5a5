import { expect, test } from "vitest"
import { isOpen, mailSign, placeholdersIn } from "@/lib/setup/rules"

const waiting = {
  sentAt: null,
  bouncedAt: null,
  deliveredAt: null,
  lastError: null,
  deliveryNote: null,
}
const at = new Date("2026-05-01T12:00:00Z")

test.each([
  ["waits", {}, "todo"],
  ["failed", { lastError: "no" }, "failed"],
  ["was sent", { sentAt: at }, "ok"],
  ["was sent after it failed once", { sentAt: at, lastError: null }, "ok"],
  ["was delivered", { sentAt: at, deliveredAt: at }, "ok"],
  ["came back", { sentAt: at, bouncedAt: at, deliveryNote: "no such box" }, "failed"],
])("a test mail that %s says how mailing goes", (_, facts, state) => {
  const sign = mailSign({ ...waiting, ...facts })
  expect(sign.state).toBe(state)
  if ("deliveryNote" in facts) expect(sign.words).toContain("no such box")
})

test("words to be replaced are found, escaped as the legal pages have them, and nothing else is", () => {
  expect(placeholdersIn("\\[REPLACE: street\\], \\[REPLACE: city\\]")).toHaveLength(2)
  expect(placeholdersIn("Write to [us](/imprint). We replace what is broken.")).toEqual([])
})

test("only what is to be done, or does not work, is open", () => {
  const states = ["ok", "warning", "todo", "failed"] as const
  expect(states.filter((state) => isOpen({ state }))).toEqual(["todo", "failed"])
})
