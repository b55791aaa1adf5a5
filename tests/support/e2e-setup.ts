import { startShop } from "@/tests/support/start-shop"

/**
 * Once before all browser tests: a whole shop by the same code as `npm start`, from the production
 * build, on a data folder of its own. Tests read KIOSK_URL, KIOSK_SANDBOX_URL and KIOSK_DATA.
 */
export default async function setup(): Promise<() => Promise<void>> {
  process.chdir(new URL("../..", import.meta.url).pathname)
  const shop = await startShop({ env: { TRUSTED_PROXIES: "1" } })
  process.env.KIOSK_URL = shop.url
  process.env.KIOSK_SANDBOX_URL = shop.sandboxUrl
  process.env.KIOSK_DATA = shop.dataFolder
  return shop.stop
}
