import { db } from "@/lib/db"
import { type MadeProduct, makePaidOrder, makeProduct } from "@/tests/support/factories"

export type Shelf = {
  /** The ids of the orders of a browser that bought five products. */
  orders: string[]
  /** One of the five; one edition. */
  owned: { id: string; slug: string; editionId: string }
}

const description = `
Twelve chapters on **selling what has no weight**: files, films, articles. Written for one person with
one shop, tested on real orders, and free of slogans.

## What is inside

- prices, and why they end as they end
- taxes in broad strokes, with [where to read on](https://example.com/taxes)
- refunds, disputes, and what to write to whom

| chapter | pages |
| --- | --- |
| Before you start | 12 |
| Taking the money | 31 |
| Delivery | 24 |

> Nothing here is advice; all of it was paid for.

## Who it is for

1. Whoever sells the first thing.
2. Whoever sells the hundredth, and wants to sleep.

Read it in an evening, keep it for the \`webhook\` that fails on a Sunday.
`

/** Puts 24 products on the shelf, a third of them in two editions, and buys five of them. */
export async function fillShelf(): Promise<Shelf> {
  const products: MadeProduct[] = []
  for (let at = 1; at <= 24; at++) {
    const editions = [{ title: "PDF", format: "PDF" }]
    if (at % 3 === 0) editions.push({ title: "EPUB", format: "EPUB" })
    products.push(
      await makeProduct({
        slug: `book-${at}`,
        title: `Selling digital goods, volume ${at}`,
        summary: "Prices, taxes, delivery and refunds of what has no weight, for a shop of one.",
        editions,
      }),
    )
  }
  await db().product.updateMany({
    data: {
      description,
      people: ["Ada Lovelace", "Charles Babbage"],
      coverKey: "public/cover.jpg",
    },
  })
  const bought = products.filter((product) => product.editions.length === 1).slice(0, 5)
  const orders: string[] = []
  for (const product of bought) orders.push((await makePaidOrder({ products: [product] })).id)
  const [owned] = bought
  if (!owned) throw new Error("No product was bought.")
  return { orders, owned: { id: owned.id, slug: owned.slug, editionId: owned.edition.id } }
}
