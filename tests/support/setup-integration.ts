import { afterEach, beforeEach, vi } from "vitest"
import { testEnvironment } from "@/tests/support/environment"

// Before any of the shop's modules: they read their settings when they load. A worker's files share the
// modules and their connections, which end with its process.
const unset = ["S3_BUCKET", "S3_ENDPOINT", "ACCEL_PREFIX", "TRUSTED_PROXIES", "STRIPE_TAX"]
for (const name of [...unset, "SHOP_NAME", "SHOP_LOCALE", "SHOP_TIME_ZONE"])
  delete process.env[name]
Object.assign(process.env, await testEnvironment())

const { emptyDatabase } = await import("@/tests/support/empty-database")

const complaints = vi.spyOn(console, "error")

beforeEach(async () => {
  complaints.mockReset()
  await emptyDatabase()
})

/** A test that expects a complaint takes it: `vi.mocked(console.error).mockClear()`. */
afterEach(() => {
  const [first] = complaints.mock.calls
  complaints.mockClear()
  if (first) throw new Error(`Unexpected console.error: ${first.map(String).join(" ")}`)
})
