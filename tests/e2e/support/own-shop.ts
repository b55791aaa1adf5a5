import { test as base } from "@/tests/e2e/support/test"
import { type RunningShop, startShop } from "@/tests/support/start-shop"

/**
 * A browser test with a whole shop of its own, whose clock it may move. What the support files ask of
 * the shop under test, they ask of this one while such a test's worker runs.
 */
export const test = base.extend<object, { ownShop: RunningShop }>({
  ownShop: [
    // Playwright reads from the pattern what a fixture wants: this one wants nothing.
    // oxlint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const shop = await startShop({ env: { TRUSTED_PROXIES: "1" } })
      const before = { ...process.env }
      Object.assign(process.env, {
        KIOSK_URL: shop.url,
        KIOSK_SANDBOX_URL: shop.sandboxUrl,
        KIOSK_DATA: shop.dataFolder,
      })
      await use(shop)
      Object.assign(process.env, before)
      await shop.stop()
    },
    { scope: "worker", timeout: 180_000, auto: true },
  ],
  baseURL: async ({ ownShop }, use) => use(ownShop.url),
})
