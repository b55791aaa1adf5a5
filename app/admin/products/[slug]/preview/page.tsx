import type { Route } from "next"
import { buyNow, getFree } from "@/app/(shop)/products/[slug]/actions"
import { adminMetadata, adminPage } from "@/app/admin/guard"
import { notFoundPage } from "@/app/not-found-page"
import { ProductArticle } from "@/components/product-article"
import { Notice } from "@/components/ui/notice"
import { PageLink } from "@/components/ui/page-link"
import { findDraftPage, type ProductPage } from "@/lib/catalog/store/product-page"
import { now } from "@/lib/clock"
import { listOffers } from "@/lib/entitlements/list-offers"

export const generateMetadata = adminMetadata("Preview")

/** A product's page as a stranger sees it once it is for sale, before it is. */
export default adminPage<PageProps<"/admin/products/[slug]/preview">>(async ({ params }) => {
  const at = now()
  const page = await findDraftPage((await params).slug, at)
  const nobody = { customerId: null, checkoutIds: [] }
  const [product] = page ? await listOffers([onShelf(page, at)], nobody, at, null) : []
  if (!product) return notFoundPage()
  return (
    <>
      <div className="mb-8">
        <Notice title="Preview">
          <p>
            This is the page once it is for sale. Nothing on it can be pressed.{" "}
            <PageLink href={`/admin/products/${product.slug}` as Route} className="link">
              Back to the product
            </PageLink>
          </p>
        </Notice>
      </div>
      <div inert>
        <ProductArticle product={product} buy={buyNow} getFree={getFree} />
      </div>
    </>
  )
})

function onShelf(page: ProductPage, at: Date): ProductPage {
  const editions = page.editions.map((edition) => ({
    ...edition,
    publishedAt: at,
    productArchivedAt: null,
  }))
  return { ...page, publishedAt: at, archivedAt: null, editions }
}
