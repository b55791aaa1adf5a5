import { SearchField } from "@/components/search-field"
import { PageLink } from "@/components/ui/page-link"
import { env } from "@/lib/env"

/** The head of every page: the shop, and where to go. */
export function ShopHeader() {
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
        <PageLink
          href="/"
          className="inline-flex min-h-11 items-center hover:underline underline-offset-4"
        >
          Catalogue
        </PageLink>
        <PageLink
          href="/orders"
          className="inline-flex min-h-11 items-center hover:underline underline-offset-4"
        >
          My orders
        </PageLink>
      </nav>
    </header>
  )
}
