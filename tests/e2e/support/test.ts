import { randomInt } from "node:crypto"
import { test as base } from "@playwright/test"

/**
 * A browser test comes from a network of its own, as different people do: what the shop limits for
 * each network is no limit for all tests together. The shop under test believes one proxy.
 */
export const test = base.extend({
  extraHTTPHeaders: async ({ extraHTTPHeaders }, use) => {
    const network = `10.${randomInt(256)}.${randomInt(256)}.1`
    await use({ ...extraHTTPHeaders, "x-forwarded-for": network })
  },
})
