import { addBrowserOrder, BROWSER_ORDERS_COOKIE } from "@/lib/checkout/rules"
import { closeDb } from "@/lib/db"
import { type LoadedPage, loadPage } from "@/tests/bench/load-page"
import { compare, interleave, type RowResult } from "@/tests/bench/measure"
import { checkCatalogue, checkPriceChange, checkProduct } from "@/tests/bench/page-check"
import type { Effort } from "@/tests/bench/rows"
import type { Server } from "@/tests/bench/servers"
import { fillShelf } from "@/tests/bench/shelf"
import { startShopServer } from "@/tests/bench/shop-server"
import { startBareServer } from "@/tests/bench/sides/bare-server"

type Page = { name: string; url: string; cookie?: string }

/** P3: pages of the production server beside pages of a bare Next application. */
export async function measurePages(effort: Effort): Promise<RowResult> {
  const shelf = await fillShelf()
  const cookie = shelf.orders.reduce<string | undefined>(addBrowserOrder, undefined)
  const known = { cookie: `${BROWSER_ORDERS_COOKIE}=${cookie}` }
  const servers: Server[] = []
  try {
    const shop = await startShopServer(effort.say)
    servers.push(shop)
    const bare = await startBareServer(effort.say)
    servers.push(bare)
    const product = `${shop.origin}/products/${shelf.owned.slug}`
    const proof = [
      await checkCatalogue(shop.origin, undefined, { buy: 24, download: 0 }),
      await checkCatalogue(shop.origin, known.cookie, {
        buy: 24 - shelf.orders.length,
        download: shelf.orders.length,
      }),
      await checkProduct(product, undefined, "buy"),
      await checkProduct(product, known.cookie, "download"),
      await checkPriceChange(product, shelf.owned),
    ]
    const result = await measure(effort, [
      { name: "bare dynamic page", url: bare.origin },
      { name: "catalogue", url: shop.origin },
      { name: "catalogue, own orders", url: shop.origin, ...known },
      { name: "product page", url: product },
      { name: "product page, own orders", url: product, ...known },
      { name: "bare static page", url: `${bare.origin}/static` },
    ])
    result.sentences.push(`Checked: every answer was 200; ${proof.join("; ")}.`)
    return result
  } finally {
    for (const server of servers) await server.stop()
    await closeDb()
  }
}

async function measure({ rounds, quick, say }: Effort, pages: Page[]): Promise<RowResult> {
  const bytes = new Map<string, number>()
  const sides = pages.map((page) => ({
    name: page.name,
    round: async () => {
      // The first round, which does not count, is long: V8 takes thousands of pages to settle.
      const isFirst = !bytes.has(page.name)
      const loaded: LoadedPage = await loadPage(page, quick ? 1 : isFirst ? 20 : 5)
      bytes.set(page.name, loaded.bytes)
      return loaded.rate
    },
  }))
  const figures = await interleave(sides, rounds, say)
  const [bare = []] = figures
  const findings = pages.slice(1).map(({ name }, at) =>
    compare(
      figures[at + 1] ?? [],
      { name: "bare dynamic page", figures: bare },
      {
        what: name,
        unit: "requests/s",
        goal: name.startsWith("bare") ? null : { of: "ratio", op: "≥", limit: 0.5 },
      },
    ),
  )
  const sizes = [...bytes].map(([name, size]) => `${name} ${(size / 1024).toFixed(1)}`)
  return {
    findings,
    sentences: [
      'Pages of the production server, each made from the database at the time of its request, beside a page of a bare Next application (same Next, same `proxy.ts`) with 24 items of plain HTML (picture, link, people, summary, price, form with a button) and no database; the bare static page, in the first column, is for orientation. "Own orders": with the signed cookie of a browser that bought five of the 24 products. autocannon, 10 connections.',
      `KiB an answer, headers included: ${sizes.join(", ")}.`,
    ],
  }
}
