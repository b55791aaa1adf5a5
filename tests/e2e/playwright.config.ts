import { defineConfig, devices } from "@playwright/test"
import { findChromium } from "@/lib/cli/chromium"

const chromium = findChromium()
const ownShop = /(fulfilment|life-of-a-subscription|start)\.spec\.ts$/

export default defineConfig({
  testDir: ".",
  outputDir: "../../test-results",
  globalSetup: "../support/e2e-setup.ts",
  workers: 2,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: process.env.PLAYWRIGHT_JSON_OUTPUT_NAME ? [["list"], ["json"]] : [["list"]],
  // What starts a shop of its own takes longest, and first: at the end one worker would wait for it.
  projects: [
    { name: "own", testMatch: ownShop },
    { name: "shared", testIgnore: ownShop },
  ],
  use: {
    ...devices["Desktop Chrome"],
    // Set by the global setup, which has run when a worker reads this.
    ...(process.env.KIOSK_URL ? { baseURL: process.env.KIOSK_URL } : {}),
    // Where nobody can open it afterwards, a trace is only slow.
    trace: process.env.CI ? "off" : "retain-on-failure",
    launchOptions: {
      ...(chromium ? { executablePath: chromium } : {}),
      args: [
        ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-quic",
        "--no-first-run",
      ],
    },
  },
})
