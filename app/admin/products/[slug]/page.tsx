import type { Route } from "next"
import { adminMetadata, adminPage } from "@/app/admin/guard"
import { remove, save } from "@/app/admin/products/actions"
import { notFoundPage } from "@/app/not-found-page"
import { AuditList } from "@/components/admin/audit-list"
import { CoverForm } from "@/components/admin/cover-form"
import { DeleteProductForm } from "@/components/admin/delete-product-form"
import { OutcomeNotice } from "@/components/admin/outcome-notice"
import { ProductForm } from "@/components/admin/product-form"
import { ShelfMark } from "@/components/admin/shelf-mark"
import { Cover } from "@/components/cover"
import { ButtonLink } from "@/components/ui/button"
import { canChange } from "@/lib/administrators/rules"
import { listChanges } from "@/lib/audit/store"
import { revisionOf } from "@/lib/catalog/edit/revision"
import { typedOf } from "@/lib/catalog/edit/typed-of"
import { findWholeProduct } from "@/lib/catalog/store/whole-product"
import { now } from "@/lib/clock"
import { env } from "@/lib/env"

export const generateMetadata = adminMetadata("Product")

const words = {
  created: "It is saved as a draft. Next: its files, and its picture.",
  saved: "Saved.",
  cover: "The picture is changed.",
}

/** One product: its form, its picture, and the ways to its files and its page. */
export default adminPage<PageProps<"/admin/products/[slug]">>(
  async ({ params, searchParams }, { role }) => {
    const product = await findWholeProduct((await params).slug)
    if (!product) return notFoundPage()
    const subject = { kind: "product", id: product.id }
    const [{ changes }, { done, problem }] = await Promise.all([
      listChanges({ subject, after: null, limit: 20 }),
      searchParams,
    ])
    const [at, { SHOP_TIME_ZONE }] = [now(), env()]
    const { slug, title, coverKey, coverAlt } = product
    const mayChange = canChange(role)
    return (
      <>
        <OutcomeNotice done={done} problem={problem} words={words} />
        <h1 className="flex flex-wrap items-center gap-4 text-3xl font-semibold wrap-anywhere">
          {title} <ShelfMark {...product} now={at} />
        </h1>
        <p className="mt-4 flex flex-wrap gap-4">
          <ButtonLink href={`/admin/products/${slug}/files` as Route} look="secondary">
            Files and versions
          </ButtonLink>
          <ButtonLink href={`/admin/products/${slug}/preview` as Route} look="secondary">
            Look at its page
          </ButtonLink>
        </p>
        <h2 className="mt-10 text-xl font-semibold">Picture</h2>
        <div className="mt-3 grid max-w-3xl grid-cols-1 gap-6 sm:grid-cols-[14rem_minmax(0,1fr)]">
          <Cover
            title={title}
            people={product.people}
            coverKey={coverKey}
            alt={coverAlt}
            sizes="14rem"
          />
          {mayChange && <CoverForm slug={slug} hasCover={coverKey !== null} />}
        </div>
        <h2 className="mt-10 text-xl font-semibold">What it is</h2>
        {mayChange ? (
          <>
            <ProductForm
              action={save}
              initial={typedOf(product, at, SHOP_TIME_ZONE)}
              product={slug}
              revision={revisionOf(product)}
              timeZone={SHOP_TIME_ZONE}
            />
            <DeleteProductForm product={slug} action={remove} />
          </>
        ) : (
          <p className="mt-3 text-quiet">Your role is support: see its page for what it is.</p>
        )}
        <h2 className="mt-10 text-xl font-semibold">What administrators did</h2>
        <AuditList changes={changes} />
      </>
    )
  },
)
