import { closeDb, pool } from "@/lib/db"
import { requireEnv } from "@/lib/env"
import { readWords } from "@/lib/search/rules"
import { type Hits, listHits } from "@/lib/search/store/search"
import { compare, type Finding, interleave, type RowResult } from "@/tests/bench/measure"
import type { Effort } from "@/tests/bench/rows"
import {
  BENCH_CUSTOMER,
  growCatalogue,
  PLAN_GROUPS,
  type TermClass,
  terms,
} from "@/tests/bench/search-goods"

const classes: TermClass[] = ["rare", "medium", "common", "unpopular"]
const names: Record<TermClass, string> = {
  rare: "a rare term",
  medium: "a medium term",
  common: "a common term",
  unpopular: "a term common only among unpopular products",
}
/** Searches a round; the figure of a round is their 95th percentile. */
const SEARCHES = 40

/** P5: search with ownership flags beside ILIKE, and beside itself on a hundredth of the products. */
export async function measureSearch({ rounds, quick, say }: Effort): Promise<RowResult> {
  const sizes = quick ? [1_000, 5_000] : [10_000, 100_000, 1_000_000]
  const findings: Finding[] = []
  const grown: string[] = []
  const first = new Map<TermClass, number[]>()
  let had = 0
  try {
    for (const size of sizes) {
      const seconds = await growCatalogue(requireEnv("DATABASE_URL"), had, size)
      had = size
      grown.push(`${size.toLocaleString("en-US")} products in ${Math.round(seconds)} s`)
      say(grown.at(-1) ?? "")
      for (const term of classes) {
        await check(term, size)
        const [ours = [], theirs = []] = await measureTerm(term, rounds, (line) =>
          say(`${size}, ${term}: ${line}`),
        )
        findings.push(
          compare(
            ours,
            { name: "ILIKE", figures: theirs },
            {
              what: `${names[term]}, ${size.toLocaleString("en-US")} products`,
              unit: "ms (p95)",
              goal: goalOf(term, size),
            },
          ),
        )
        const small = first.get(term)
        if (!small) first.set(term, ours)
        else if (size === sizes.at(-1))
          findings.push(
            compare(
              ours,
              { name: `${sizes[0]?.toLocaleString("en-US")} products`, figures: small },
              {
                what: `${names[term]}, growth to ${size.toLocaleString("en-US")} products`,
                unit: "ms (p95)",
                goal: term === "common" ? { of: "ratio", op: "≤", limit: 8 } : null,
              },
            ),
          )
      }
    }
    return { findings, sentences: await sentences(grown) }
  } finally {
    await closeDb()
  }
}

function goalOf(term: TermClass, size: number): Finding["goal"] {
  if (size === 100_000) return { of: "ours", op: "≤", limit: 25 }
  if (size === 1_000_000) return { of: "ours", op: "≤", limit: term === "rare" ? 5 : 100 }
  return null
}

function measureTerm(
  term: TermClass,
  rounds: number,
  say: (line: string) => void,
): Promise<number[][]> {
  return interleave(
    [
      { name: "search", round: () => slowest(SEARCHES, () => ask(term)) },
      { name: "ILIKE", round: () => slowest(1, () => askPlainly(term)) },
    ],
    rounds,
    say,
  )
}

/** The 95th percentile of so many runs, in milliseconds. */
async function slowest(times: number, work: () => Promise<unknown>): Promise<number> {
  const figures: number[] = []
  for (let run = 0; run < times; run++) {
    const began = performance.now()
    await work()
    figures.push(performance.now() - began)
  }
  return figures.sort((a, b) => a - b)[Math.ceil(times * 0.95) - 1] ?? Number.NaN
}

function ask(term: TermClass): Promise<Hits> {
  const typed = terms[term]
  const visitor = { customerId: BENCH_CUSTOMER, checkoutIds: [] }
  return listHits({ now: new Date(), typed, words: readWords(typed), limit: 25 }, visitor)
}

// What a shop without an index would ask, without flags, marks and prices.
async function askPlainly(term: TermClass): Promise<string[]> {
  const { rows } = await pool().query<{ id: string }>(
    `SELECT "id" FROM "Product"
     WHERE "archivedAt" IS NULL AND "publishedAt" <= now()
       AND ("title" ILIKE $1 OR "summary" ILIKE $1 OR "description" ILIKE $1)
     ORDER BY "popularity" DESC, "id" DESC LIMIT 24`,
    [`%${terms[term]}%`],
  )
  return rows.map(({ id }) => id)
}

/** Both sides find what there is, and the flags are in the answer. */
async function check(term: TermClass, size: number): Promise<void> {
  const [{ products, count, access }, plain] = [await ask(term), await askPlainly(term)]
  const expected = { rare: 10, medium: size / 500, common: size * 0.3, unpopular: size * 0.2 }[term]
  if (count !== Math.min(expected, 1001) || products.length !== Math.min(expected, 24))
    throw new Error(`${term} gave ${products.length} of ${count} hits, not of ${expected}.`)
  if (plain.length !== products.length) throw new Error(`ILIKE gave ${plain.length} for ${term}.`)
  const owned = await pool().query<{ id: string }>(
    `SELECT DISTINCT "editionId"::text AS "id" FROM "Purchase" WHERE "customerId" = $1`,
    [BENCH_CUSTOMER],
  )
  const mine = new Set(owned.rows.map(({ id }) => id))
  const editions = products.flatMap((product) => product.editions)
  if (editions.some(({ id }) => mine.has(id) && !access.has(id)))
    throw new Error(`A hit for ${term} is owned and not flagged.`)
  const planned = products.filter(({ groups }) => groups.some((one) => PLAN_GROUPS.includes(one)))
  const byPlan = (id: string) =>
    access.get(id)?.entitlements.some(({ source }) => source === "subscription")
  if (
    planned.some((product) =>
      product.editions.some(({ id, plans }) => !byPlan(id) || !plans?.length),
    )
  )
    throw new Error(`A hit for ${term} is in a plan and not flagged.`)
}

async function sentences(grown: string[]): Promise<string[]> {
  const { rows } = await pool().query<{ purchases: number; own: number }>(
    `SELECT count(*)::int AS "purchases", (count(*) FILTER (WHERE "customerId" = $1))::int AS "own"
     FROM "Purchase"`,
    [BENCH_CUSTOMER],
  )
  const { purchases, own } = rows[0] ?? { purchases: 0, own: 0 }
  const number = (figure: number) => figure.toLocaleString("en-US")
  return [
    `The statement of \`/search\` in process, for a customer with ${number(own)} purchases, one group by a grant and two by a plan, beside 50,000 other subscribers and six plans on sale: 24 hits ranked, marked, with editions, prices, this customer's flags, the cheapest plan and the capped count, in one round trip. A round is ${SEARCHES} searches, its figure their 95th percentile. Beside it \`ILIKE\` over title, summary and description by popularity, the ids alone, once a round.`,
    `Made by SQL in one database that grows: ${grown.join(", ")}; two editions a product, ${number(purchases)} purchases at the end. PostgreSQL's own default settings (128 MiB of shared buffers).`,
    "Checked before each term: the number of hits on both sides, the capped count, and that every edition on the page that the customer bought, or has by a plan, has its flag.",
  ]
}
