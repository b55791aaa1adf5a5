import { SupportLink } from "@/components/support-link"
import { PageLink } from "@/components/ui/page-link"
import { env } from "@/lib/env"

const plans = { href: "/plans", text: "Plans" } as const
const links = [
  { href: "/legal/terms", text: "Terms" },
  { href: "/legal/refunds", text: "Refunds" },
  { href: "/legal/privacy", text: "Privacy" },
  { href: "/legal/imprint", text: "Imprint" },
  { href: "/orders", text: "Send me my link again" },
] as const

/** The foot of every page: the law, lost links, and whom to write to. */
export function ShopFooter({ hasPlans }: { hasPlans: boolean }) {
  return (
    <footer className="border-t border-line text-sm text-quiet">
      <div className="mx-auto flex w-full max-w-6xl flex-col gap-4 px-5 py-8 sm:px-8 lg:flex-row lg:items-center lg:justify-between">
        <nav aria-label="Legal and help">
          <ul className="flex flex-wrap gap-x-6">
            {[...(hasPlans ? [plans] : []), ...links].map(({ href, text }) => (
              <li key={text}>
                <PageLink
                  href={href}
                  className="inline-flex min-h-9 items-center hover:text-ink hover:underline underline-offset-4"
                >
                  {text}
                </PageLink>
              </li>
            ))}
          </ul>
        </nav>
        <p>
          {env().SHOP_NAME} · <SupportLink />
        </p>
      </div>
    </footer>
  )
}
