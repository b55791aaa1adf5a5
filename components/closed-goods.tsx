import type { Route } from "next"
import type { ReactNode } from "react"
import type { FormAction } from "@/components/buy-form"
import { EditionList } from "@/components/edition-list"
import type { FreeFormState } from "@/components/free-form"
import { PageLink } from "@/components/ui/page-link"
import type { PageEdition } from "@/lib/catalog/store/product-page"
import type { Offered } from "@/lib/entitlements/list-offers"

type Props = {
  product: { slug: string; title: string; editions: Offered<PageEdition>[] }
  /** This page, to come back to after signing in. */
  path: Route
  isSignedIn: boolean
  buy: FormAction
  getFree: (state: FreeFormState, form: FormData) => Promise<FreeFormState>
  children?: ReactNode
}

/** What stands where the goods would, for whoever may not open them: the reason, and what to do. */
export function ClosedGoods(props: Props) {
  const { product, path, isSignedIn, buy, getFree, children } = props
  return (
    <>
      {children}
      <EditionList product={product} buy={buy} getFree={getFree} />
      <p className="mt-6 text-quiet">
        {!isSignedIn && (
          <>
            Bought it before?{" "}
            <PageLink
              href={`/sign-in?${new URLSearchParams({ callbackUrl: path })}` as Route}
              className="link"
            >
              Sign in
            </PageLink>
            {", or "}
          </>
        )}
        <PageLink href={`/products/${product.slug}`} className="link">
          {isSignedIn ? "Read" : "read"} more about it
        </PageLink>
        .
      </p>
    </>
  )
}
