import { performance } from "node:perf_hooks"
import { closeDb } from "@/lib/db"
import { type Collector, makeCollectors } from "@/tests/bench/collectors"
import { countStatements } from "@/tests/bench/count-statements"
import { compare, interleave, type RowResult } from "@/tests/bench/measure"
import type { Effort } from "@/tests/bench/rows"
import { startShopServer } from "@/tests/bench/shop-server"

type Page = { name: string; url: string; cookie: string; shown: number }

/** Pages over which statements are counted; a new connection or a vacuum adds one or two. */
const COUNTED = 60

/** P6: the library of a customer with 1,000 purchases beside that of one with 10. */
export async function measureLibrary(effort: Effort): Promise<RowResult> {
  const [few, many] = await makeCollectors([10, effort.quick ? 100 : 1000])
  if (!few || !many) throw new Error("Two collectors were asked for.")
  const shop = await startShopServer(effort.say)
  try {
    const url = `${shop.origin}/library`
    const name = `${many.purchases.toLocaleString("en-US")} purchases`
    const pages = [
      { name: `${few.purchases} purchases`, url, cookie: few.cookie, shown: 10 },
      { name, url, cookie: many.cookie, shown: 24 },
      {
        name: `${name}, the last page`,
        url: await lastPage(url, many),
        cookie: many.cookie,
        shown: lastOf(many),
      },
      {
        name: `${name}, a search`,
        url: `${url}?q=volume+10`,
        cookie: many.cookie,
        shown: foundOf(many),
      },
    ]
    for (const page of pages) await load(page)
    const result = await measure(effort, pages)
    const counts: string[] = []
    for (const page of pages.slice(0, 2)) {
      const sent = await countStatements(() => loadMany(page, COUNTED))
      if (Math.round(sent / COUNTED) > 3)
        throw new Error(`${page.name}: ${sent} statements for ${COUNTED} pages.`)
      counts.push(`${page.name} ${(sent / COUNTED).toFixed(1)}`)
    }
    result.sentences.push(
      `SQL statements a page, the session's among them, counted by PostgreSQL (goal ≤ 3): ${counts.join("; ")}.`,
      "Checked: every answer was 200 and had as many products as it should.",
    )
    return result
  } finally {
    await shop.stop()
    await closeDb()
  }
}

async function measure({ rounds, quick, say }: Effort, pages: Page[]): Promise<RowResult> {
  const [warm, usual] = quick ? [5, 5] : [150, 40]
  const warmed = new Set<string>()
  const sides = pages.map((page) => ({
    name: page.name,
    round: async () => {
      const count = warmed.has(page.name) ? usual : warm
      warmed.add(page.name)
      const began = performance.now()
      await loadMany(page, count)
      return (performance.now() - began) / count
    },
  }))
  const figures = await interleave(sides, rounds, say)
  const [first, ...others] = pages
  const reference = { name: first?.name ?? "", figures: figures[0] ?? [] }
  const unit = "ms a page"
  const findings = others.flatMap(({ name: what }, at) => {
    const ours = figures[at + 1] ?? []
    return [
      compare(ours, reference, { what, unit, goal: { of: "ratio", op: "≤", limit: 3 } }),
      {
        ...compare(ours, reference, { what, unit, goal: { of: "ours", op: "≤", limit: 300 } }),
        reference: null,
      },
    ]
  })
  return {
    findings,
    sentences: [
      "`/library` of the production server for customers who are signed in, each purchase an order of its own, one request at a time. The reference shows all its 10 products, the others a page of 24, or what is left of them.",
    ],
  }
}

async function loadMany(page: Page, count: number): Promise<void> {
  for (let at = 0; at < count; at++) await load(page)
}

async function load({ name, url, cookie, shown }: Page): Promise<void> {
  const response = await fetch(url, { headers: { cookie }, redirect: "manual" })
  const buttons = (await response.text()).match(/data-testid="offer-/g)?.length ?? 0
  if (response.status !== 200 || buttons !== shown)
    throw new Error(`${name}: ${response.status} with ${buttons} products instead of ${shown}.`)
}

/** Pages on to the end, as a reader does. */
async function lastPage(url: string, { cookie }: Collector): Promise<string> {
  let at = url
  for (;;) {
    const html = await (await fetch(at, { headers: { cookie } })).text()
    const [, after] = /href="\/library\?after=([\w-]+)"/.exec(html) ?? []
    if (!after) return at
    at = `${url}?after=${after}`
  }
}

function lastOf({ purchases }: Collector): number {
  return purchases % 24 || 24
}

/** How many of the volumes have the searched "10" in their number: all of it fits on one page. */
function foundOf({ purchases }: Collector): number {
  const volumes = Array.from({ length: purchases }, (_, at) => String(at + 1))
  return volumes.filter((volume) => volume.includes("10")).length
}
