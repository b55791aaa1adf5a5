import pg from "pg"

/** Words of the bench's catalogue, by how many products have them. */
export const terms = {
  /** Ten products, whatever the catalogue's size. */
  rare: "quillwort",
  /** One product in 500. */
  medium: "lantern",
  /** Three products in ten. */
  common: "story",
  /** Two in ten, all of them outside the most popular 20,000 (or the better half of a small catalogue). */
  unpopular: "driftwood",
} as const

export type TermClass = keyof typeof terms

/**
 * The customer whose flags are asked for: every 500th order is theirs, one group of products by a grant,
 * and two by a plan.
 */
export const BENCH_CUSTOMER = "00000000-0000-7000-8004-000000000001"

/**
 * Grows the catalogue from `from` to `to` products, each with an edition, a price and five purchases,
 * by SQL on a connection of its own. Foreign keys and triggers are off while it runs: the rows agree by
 * the way they are made. Returns the seconds it took.
 */
export async function growCatalogue(url: string, from: number, to: number): Promise<number> {
  const began = performance.now()
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query("SET session_replication_role = replica")
    await client.query("SET synchronous_commit = off")
    await client.query("SET maintenance_work_mem = '512MB'")
    await client.query("SET work_mem = '256MB'")
    // Built anew at the end: ten times faster than row by row.
    for (const index of heavyIndexes) await client.query(`DROP INDEX IF EXISTS "${index}"`)
    for (let start = from; start < to; start += CHUNK)
      for (const text of statements)
        await client.query(
          text
            .replaceAll(":start", String(start + 1))
            .replaceAll(":end", String(Math.min(start + CHUNK, to))),
        )
    for (const text of plans) await client.query(text)
    for (const text of indexes) await client.query(text)
    for (const table of [
      "Product",
      "Edition",
      "Price",
      "Checkout",
      "CheckoutLine",
      "Purchase",
      "Entitlement",
      "Plan",
      "PlanPrice",
    ])
      await client.query(`VACUUM (ANALYZE) "${table}"`)
  } finally {
    await client.end()
  }
  return (performance.now() - began) / 1000
}

const CHUNK = 100_000
const heavyIndexes = [
  "Product_searchVector_idx",
  "Product_searchNames_idx",
  "Product_searchKey_idx",
]
const indexes = [
  `CREATE INDEX "Product_searchVector_idx" ON "Product" USING gin ("searchVector") WITH (gin_pending_list_limit = 512)`,
  `CREATE INDEX "Product_searchNames_idx" ON "Product" USING gin (ts_filter("searchVector", '{a,b}')) WITH (gin_pending_list_limit = 512)`,
  `CREATE INDEX "Product_searchKey_idx" ON "Product" USING gin (search_key("title", "people") gin_trgm_ops) WITH (gin_pending_list_limit = 512)`,
]

// Ids by number, so that rows find one another without a join: kind of row, then n.
const id = (kind: number, n: string) =>
  `('00000000-0000-7000-800${kind}-' || lpad(to_hex(${n}), 12, '0'))::uuid`

const buyer = id(4, "CASE WHEN n % 500 = 0 THEN 1 ELSE 1 + n % 100000 END")

const words = (many: number, salt: number) =>
  `(SELECT string_agg('w' || (hashint8(n * 131 + k * 7919 + ${salt})::bigint & 2147483647) % 5000, ' ') FROM generate_series(1, ${many}) k)`

// n is a product's number and an order's. How popular a product is has nothing to do with its n.
const statements = [
  `INSERT INTO "Product" ("id", "slug", "title", "summary", "description", "kind", "people", "keywords",
     "groups", "publishedAt", "popularity", "updatedAt")
   SELECT ${id(1, "n")}, 'bench-' || n,
     initcap(${words(3, 1)}) || CASE WHEN n % 500 = 7 THEN ' Lantern' ELSE '' END
       || CASE WHEN n <= 10 THEN ' Quillwort' ELSE '' END,
     ${words(12, 2)} || CASE WHEN n % 10 < 3 THEN ' story' ELSE '' END
       || CASE WHEN n % 5 = 4 THEN ' driftwood' ELSE '' END,
     ${words(60, 3)}, (CASE WHEN n % 3 = 0 THEN 'file' ELSE 'video' END)::"ProductKind",
     ARRAY[initcap(${words(2, 4)})], ARRAY['k' || n % 97],
     ARRAY['group' || n % 20], now() - n * interval '1 second',
     CASE WHEN n % 5 = 4 THEN 0 ELSE 1 + (hashint8(n)::bigint & 131071) END, now()
   FROM generate_series(:start, :end) n`,
  `INSERT INTO "Edition" ("id", "productId", "slug", "title", "format", "updatedAt")
   SELECT ${id(2, "n")}, ${id(1, "n")}, 'bench-' || n || '-1', 'Own it', 'WebM', now()
   FROM generate_series(:start, :end) n`,
  `INSERT INTO "Edition" ("id", "productId", "slug", "title", "format", "accessSeconds", "position", "updatedAt")
   SELECT ${id(9, "n")}, ${id(1, "n")}, 'bench-' || n || '-2', 'Rent it', 'WebM', 172800, 1, now()
   FROM generate_series(:start, :end) n`,
  `INSERT INTO "Price" ("id", "editionId", "currency", "amount")
   SELECT ${id(3, "n")}, ${id(2, "n")}, 'usd', 999 + n % 10 * 100 FROM generate_series(:start, :end) n`,
  `INSERT INTO "Price" ("id", "editionId", "currency", "amount")
   SELECT ${id(0, "n")}, ${id(9, "n")}, 'usd', 299 + n % 3 * 100 FROM generate_series(:start, :end) n`,
  // An order of five lines by one of 100,000 customers.
  `INSERT INTO "Customer" ("id", "email", "updatedAt")
   SELECT ${id(4, "n")}, 'bench-' || n || '@example.com', now()
   FROM generate_series(:start, least(:end, 100000)) n ON CONFLICT DO NOTHING`,
  `INSERT INTO "Checkout" ("id", "attempt", "status", "customerId", "email", "currency",
     "amountSubtotal", "amountTotal", "locale", "paidAt", "updatedAt")
   SELECT ${id(5, "n")}, ${id(5, "n")}, 'paid', ${buyer}, 'bench@example.com', 'usd', 2500, 2500,
     'en-US', now(), now()
   FROM generate_series(:start, :end) n`,
  `INSERT INTO "CheckoutLine" ("id", "checkoutId", "editionId", "priceId", "position", "productTitle",
     "editionTitle", "amountSubtotal", "amountTotal")
   SELECT ${id(6, "n * 5 + k")}, ${id(5, "n")}, ${id(2, "e")}, ${id(3, "e")}, k, 'Bench', 'Own it', 500, 500
   FROM generate_series(:start, :end) n, generate_series(0, 4) k,
     LATERAL (SELECT 1 + (hashint8(n * 5 + k)::bigint & 2147483647) % :end AS e) AS chosen`,
  `INSERT INTO "Purchase" ("id", "lineId", "customerId", "editionId", "downloadsLeft")
   SELECT ${id(7, "n * 5 + k")}, ${id(6, "n * 5 + k")}, ${buyer}, ${id(2, "e")}, 5
   FROM generate_series(:start, :end) n, generate_series(0, 4) k,
     LATERAL (SELECT 1 + (hashint8(n * 5 + k)::bigint & 2147483647) % :end AS e) AS chosen`,
  `INSERT INTO "Entitlement" ("id", "customerId", "editionId", "source", "purchaseId", "startsAt")
   SELECT ${id(8, "n * 5 + k")}, ${buyer}, ${id(2, "e")}, 'purchase', ${id(7, "n * 5 + k")}, now()
   FROM generate_series(:start, :end) n, generate_series(0, 4) k,
     LATERAL (SELECT 1 + (hashint8(n * 5 + k)::bigint & 2147483647) % :end AS e) AS chosen`,
]

/** Groups that the customer has by a plan. */
export const PLAN_GROUPS = ["group5", "group7"]

// Six plans of three groups each, monthly and yearly, and half of the customers with two groups by one.
const plans = [
  `INSERT INTO "Entitlement" ("id", "customerId", "groupName", "source", "startsAt")
   SELECT ${id(8, "0")}, '${BENCH_CUSTOMER}', 'group3', 'grant', now() ON CONFLICT DO NOTHING`,
  `INSERT INTO "PlanFamily" ("id", "slug", "title") SELECT ${id(1, "0")}, 'bench', 'Bench'
   ON CONFLICT DO NOTHING`,
  `INSERT INTO "Plan" ("id", "familyId", "slug", "title", "tier", "groups")
   SELECT ${id(1, "n")}, ${id(1, "0")}, 'bench-' || n, 'Bench ' || n, n,
     ARRAY['group' || n, 'group' || n + 2, 'group' || n + 4]
   FROM generate_series(1, 6) n ON CONFLICT DO NOTHING`,
  `INSERT INTO "PlanPrice" ("id", "planId", "periodUnit", "periodCount", "currency", "amount", "position")
   SELECT ${id(2, "n * 2 + k")}, ${id(1, "n")},
     (CASE WHEN k = 0 THEN 'month' ELSE 'year' END)::"PeriodUnit", 1, 'usd', (100 + n * 100) * (1 + k * 9), k
   FROM generate_series(1, 6) n, generate_series(0, 1) k ON CONFLICT DO NOTHING`,
  `INSERT INTO "Entitlement" ("id", "customerId", "groupName", "source", "startsAt", "graceFrom", "endsAt")
   SELECT ${id(9, "n * 2 + k")}, ${id(4, "n")}, 'group' || 5 + k * 2, 'subscription', now(),
     now() + interval '30 days', now() + interval '37 days'
   FROM generate_series(1, 100000, 2) n, generate_series(0, 1) k ON CONFLICT DO NOTHING`,
]
