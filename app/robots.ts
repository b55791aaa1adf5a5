import type { MetadataRoute } from "next"
import { env } from "@/lib/env"

export const dynamic = "force-dynamic"

export default function robots(): MetadataRoute.Robots {
  return {
    rules: {
      userAgent: "*",
      allow: "/",
      disallow: ["/orders/", "/checkout/", "/api/", "/sign-in", "/account", "/unsubscribe/"],
    },
    sitemap: `${env().PUBLIC_URL}/sitemap.xml`,
  }
}
