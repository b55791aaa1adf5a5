import { adminMetadata, adminPage } from "@/app/admin/guard"
import { save } from "@/app/admin/products/actions"
import { notFoundPage } from "@/app/not-found-page"
import { ProductForm } from "@/components/admin/product-form"
import { canChange } from "@/lib/administrators/rules"
import { newProduct } from "@/lib/catalog/edit/typed-of"
import { env } from "@/lib/env"

export const generateMetadata = adminMetadata("New product")

/** The form of a new product. */
export default adminPage<PageProps<"/admin/products/new">>(async (_, { role }) => {
  if (!canChange(role)) return notFoundPage()
  return (
    <>
      <h1 className="text-3xl font-semibold">New product</h1>
      <p className="mt-3 max-w-prose text-quiet">
        Save it as a draft first; then give it a picture and its files, look at its page, and
        publish it.
      </p>
      <ProductForm
        action={save}
        initial={newProduct}
        product=""
        revision=""
        timeZone={env().SHOP_TIME_ZONE}
      />
    </>
  )
})
