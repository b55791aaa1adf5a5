import { plusSeconds } from "@/lib/clock"
import { db } from "@/lib/db"
import { listLibrary } from "@/lib/library/list-library"
import { type LibraryEntry, type LibraryQuery, readLibraryQuery } from "@/lib/library/rules"
import {
  type MadeProduct,
  makePaidOrder,
  makeProduct,
  type ProductOptions,
} from "@/tests/support/factories"

/** The library's first page, nothing asked of it. */
export const wholeLibrary = readLibraryQuery({})

/** A product of that title, by these people. */
export async function makeTitle(
  title: string,
  options: ProductOptions & { people?: string[] } = {},
): Promise<MadeProduct> {
  const { people, ...more } = options
  const product = await makeProduct({ title, ...more })
  if (people) await db().product.update({ where: { id: product.id }, data: { people } })
  return product
}

/** Buys a product, so many hours ago; gives the customer. */
export async function buyTitle(
  product: MadeProduct,
  hours = 1,
  email = "ada@example.com",
): Promise<string> {
  const order = await makePaidOrder({ products: [product], email })
  const startsAt = plusSeconds(new Date(), -hours * 3600)
  await db().entitlement.updateMany({
    where: { purchaseId: order.purchaseId },
    data: { startsAt },
  })
  return order.customerId
}

/** What a page of a customer's library shows. */
export async function entriesOf(
  customerId: string,
  query: Partial<LibraryQuery> = {},
): Promise<LibraryEntry[]> {
  return (await listLibrary(customerId, { ...wholeLibrary, ...query }, new Date(), null)).entries
}

/** The titles on it, in order. */
export async function titlesOf(
  customerId: string,
  query?: Partial<LibraryQuery>,
): Promise<string[]> {
  return (await entriesOf(customerId, query)).map((entry) => entry.title)
}
