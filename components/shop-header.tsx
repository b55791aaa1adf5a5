import type { Route } from "next"
import { SearchField } from "@/components/search-field"
import { PageLink } from "@/components/ui/page-link"
import { env } from "@/lib/env"

type Props = {
  isSignedIn: boolean
  hasPlans: boolean
  /** Whether whoever looks may open /admin. */
  hasAdmin: boolean
}

/** The head of every page: the shop, and where to go. */
export function ShopHeader({ isSignedIn, hasPlans, hasAdmin }: Props) {
  return (
    <header className="mx-auto flex w-full max-w-6xl flex-wrap items-center justify-between gap-x-8 gap-y-2 px-5 py-6 sm:px-8 sm:py-8">
      <PageLink href="/" className="flex min-h-11 items-center gap-3">
        <img src="/logo.svg" alt="" width={32} height={32} className="size-8" />
        <span className="text-lg font-semibold tracking-tight wrap-anywhere">
          {env().SHOP_NAME}
        </span>
      </PageLink>
      <SearchField />
      <nav aria-label="Shop" className="flex flex-wrap gap-x-6">
        <HeaderLink href="/">Catalogue</HeaderLink>
        {hasPlans && <HeaderLink href="/plans">Plans</HeaderLink>}
        {isSignedIn ? (
          <>
            <HeaderLink href={"/library" as Route}>Library</HeaderLink>
            <HeaderLink href={"/account" as Route}>Account</HeaderLink>
            {hasAdmin && <HeaderLink href="/admin">Admin</HeaderLink>}
          </>
        ) : (
          <>
            <HeaderLink href="/orders">My orders</HeaderLink>
            <HeaderLink href="/sign-in">Sign in</HeaderLink>
          </>
        )}
      </nav>
    </header>
  )
}

function HeaderLink<T extends string>({ href, children }: { href: Route<T>; children: string }) {
  return (
    <PageLink
      href={href}
      className="inline-flex min-h-11 items-center underline-offset-4 hover:underline"
    >
      {children}
    </PageLink>
  )
}
