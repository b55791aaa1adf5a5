import { env } from "@/lib/env"

/** What every link preview of the shop says. */
export function openGraph() {
  const { SHOP_NAME, SHOP_LOCALE } = env()
  return { siteName: SHOP_NAME, type: "website", locale: SHOP_LOCALE.replace("-", "_") } as const
}
