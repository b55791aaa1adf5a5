import type { Metadata, Viewport } from "next"
import type { ReactNode } from "react"
import { openGraph } from "@/app/open-graph"
import { RefreshOnReturn } from "@/components/refresh-on-return"
import { ShopFooter } from "@/components/shop-footer"
import { ShopHeader } from "@/components/shop-header"
import { currentCustomer } from "@/lib/auth/current-customer"
import { env } from "@/lib/env"
import { hasPlansOnSale } from "@/lib/plans/store/plans"
import "./globals.css"

// Every page is made at the time of its request, whole: see stack.md, "Rendered whole".
export const dynamic = "force-dynamic"

export const viewport: Viewport = {
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#fefdfb" },
    { media: "(prefers-color-scheme: dark)", color: "#151412" },
  ],
}

export function generateMetadata(): Metadata {
  const { PUBLIC_URL, SHOP_NAME } = env()
  return {
    metadataBase: new URL(PUBLIC_URL),
    title: { default: SHOP_NAME, template: `%s · ${SHOP_NAME}` },
    applicationName: SHOP_NAME,
    icons: {
      icon: [
        { url: "/favicon.ico", sizes: "32x32" },
        { url: "/favicon.svg", type: "image/svg+xml" },
      ],
      apple: "/apple-touch-icon.png",
    },
    openGraph: openGraph(),
    formatDetection: { telephone: false, address: false, email: false },
  }
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  const [customer, hasPlans] = await Promise.all([currentCustomer(), hasPlansOnSale()])
  return (
    <html lang="en">
      <body className="flex min-h-dvh flex-col">
        <a
          href="#content"
          className="sr-only focus:not-sr-only focus:absolute focus:top-3 focus:left-3 focus:z-10 focus:rounded-lg focus:bg-accent focus:px-4 focus:py-2 focus:text-on-accent"
        >
          Skip to the content
        </a>
        <ShopHeader
          isSignedIn={customer !== null}
          hasPlans={hasPlans}
          hasAdmin={Boolean(customer?.role)}
        />
        <main
          id="content"
          tabIndex={-1}
          className="mx-auto w-full max-w-6xl grow px-5 pb-20 outline-none sm:px-8"
        >
          {children}
        </main>
        <ShopFooter hasPlans={hasPlans} />
        <RefreshOnReturn />
      </body>
    </html>
  )
}
