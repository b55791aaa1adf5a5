import { readFileSync } from "node:fs"
import { expect, it } from "vitest"
import { listSources } from "@/tests/support/read-imports"

it("P8 nothing of the shop calls Stripe's Charges API: payments go through Checkout", () => {
  const shop = listSources().filter(
    (file) => !file.startsWith("lib/sandbox/") && !file.startsWith("tests/"),
  )
  expect(shop).toContain("lib/stripe/create-session.ts")
  const legacy = /\bstripe\(\)\.charges\b|\.charges\.(create|capture|update)\b|\/v1\/charges\b/
  expect(shop.filter((file) => legacy.test(readFileSync(file, "utf8")))).toEqual([])
})
