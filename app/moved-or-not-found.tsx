import type { Route } from "next"
import { permanentRedirect } from "next/navigation"
import type { ReactNode } from "react"
import { notFoundPage } from "@/app/not-found-page"
import { findNewSlug } from "@/lib/catalog/store/whole-product"

/** What stands at the address of no product: the way to the one that had it (308), or 404. */
export async function movedOrNotFound(
  place: "products" | "watch" | "read",
  slug: string,
): Promise<ReactNode> {
  const moved = await findNewSlug(slug)
  if (moved) permanentRedirect(`/${place}/${moved}` as Route)
  return notFoundPage()
}
