"use server"

import { z } from "zod"
import { adminAction, adminForm } from "@/app/admin/act"
import { changeShelf, shelfSteps } from "@/lib/catalog/change-shelf"
import { deleteProduct } from "@/lib/catalog/delete-product"
import { editionList } from "@/lib/catalog/edit/read-product-form"
import { editProduct } from "@/lib/catalog/edit-product"
import { takeStep } from "@/lib/form-steps"
import { renderMarkdown } from "@/lib/markdown"

const fields = z.record(z.string(), z.string())

/** Saves a product's form, or takes one of the form's own steps: an edition more, a preview. */
export const save = adminForm(
  fields,
  async ({ step = "save", product = "", revision = "", ...typed }, actor) => {
    const next = takeStep(typed, step, editionList)
    if (next) return { typed: next }
    if (step === "preview") return { typed, preview: renderMarkdown(typed.description ?? "", 3) }
    const slug = await editProduct({ slug: product || null, typed, revision, actor })
    return `/admin/products/${slug}?done=${product ? "saved" : "created"}`
  },
)

/** Puts the ticked products on the shelf, archives them, or brings them back. */
export const changeMany = adminAction(
  fields.and(z.object({ step: z.enum(shelfSteps) })),
  ({ list }) => `/admin/products${list ? `?${new URLSearchParams(list)}` : ""}`,
  async (form, actor) => {
    const slugs = Object.keys(form).flatMap((name) =>
      name.startsWith("product.") ? name.slice(8) : [],
    )
    const { changed, refused } = await changeShelf(slugs.slice(0, 100), form.step, actor)
    return {
      done: slugs.length === 0 ? "none" : form.step,
      count: String(changed.length),
      ...(refused.length > 0
        ? { left: refused.map(({ slug, reason }) => `${slug}:${reason}`).join(",") }
        : {}),
    }
  },
)

/** Deletes a product that nobody has anything of. */
export const remove = adminForm(z.object({ product: z.string() }), async ({ product }, actor) => {
  await deleteProduct(product, actor)
  return "/admin/products?done=deleted"
})
