import { z } from "zod"
import { adminMetadata, adminPage } from "@/app/admin/guard"
import { changeMany } from "@/app/admin/products/actions"
import { BulkOutcome } from "@/components/admin/bulk-outcome"
import { NextPage } from "@/components/admin/next-page"
import { ProductList } from "@/components/admin/product-list"
import { ProductSearch } from "@/components/admin/product-search"
import { ButtonLink } from "@/components/ui/button"
import { canChange } from "@/lib/administrators/rules"
import { productKinds } from "@/lib/catalog/rules"
import { now } from "@/lib/clock"
import { readWords } from "@/lib/search/rules"
import { listOwnShelf, shelfOrders, shelfStates } from "@/lib/search/store/own-shelf"

export const generateMetadata = adminMetadata("Products")

const titles = { back: "Back to the first", further: "More" }
const none = z.literal("")
const query = z.object({
  q: z.string().max(200).catch("").default(""),
  state: z.enum(shelfStates).or(none).catch("").default(""),
  kind: z.enum(productKinds).or(none).catch("").default(""),
  order: z.enum(shelfOrders).catch("newest").default("newest"),
  after: z.uuid().nullable().catch(null).default(null),
})

/** All products, drafts and archived ones too: found by words, state and kind, and changed many at a time. */
export default adminPage<PageProps<"/admin/products">>(async ({ searchParams }, { role }) => {
  const parameters = await searchParams
  const { after, ...asked } = query.parse(parameters)
  const at = now()
  const { products, next } = await listOwnShelf({
    words: readWords(asked.q),
    state: asked.state || null,
    kind: asked.kind || null,
    order: asked.order,
    after,
    now: at,
    limit: 25,
  })
  const isNarrowed = Boolean(asked.q || asked.state || asked.kind)
  return (
    <>
      <BulkOutcome {...parameters} />
      <div className="flex flex-wrap items-center justify-between gap-4">
        <h1 className="text-3xl font-semibold">Products</h1>
        {canChange(role) && <ButtonLink href="/admin/products/new">Add a product</ButtonLink>}
      </div>
      <ProductSearch asked={asked} />
      {products.length === 0 ? (
        <p className="mt-8 text-quiet" data-testid="no-products">
          {after
            ? "There are no more."
            : isNarrowed
              ? "No product is like that."
              : "The shop is empty. Add your first product; it is a draft until you publish it."}
        </p>
      ) : (
        <ProductList
          products={products}
          now={at}
          change={canChange(role) ? changeMany : null}
          list={String(new URLSearchParams(asked))}
        />
      )}
      <NextPage
        path="/admin/products"
        query={asked}
        next={next}
        isFirst={after === null}
        titles={titles}
      />
    </>
  )
})
