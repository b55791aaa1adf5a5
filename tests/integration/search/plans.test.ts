import { expect, it } from "vitest"
import { db, searchPool } from "@/lib/db"
import { readWords } from "@/lib/search/rules"
import { hitsQuery } from "@/lib/search/store/search"
import { search } from "@/tests/integration/search/support"
import { makeSubscriber } from "@/tests/support/plan-access"
import { sellPlan } from "@/tests/support/subscribing"

type Node = {
  "Relation Name"?: string
  "Actual Loops"?: number
  "Index Name"?: string
  Plans?: Node[]
}
const nodesOf = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)]

it("P5: plans are asked of the page's own hits alone, and access through its index", async () => {
  await db().$executeRaw`
    INSERT INTO "Product" ("id", "slug", "title", "kind", "publishedAt", "updatedAt", "groups")
    SELECT gen_random_uuid(), 'bulk-' || n, 'Story ' || n, 'video', now() - interval '1 day', now(),
           ARRAY['group' || n % 20]
    FROM generate_series(1, 1500) n`
  await db().$executeRaw`
    INSERT INTO "Edition" ("id", "productId", "slug", "title", "format", "updatedAt")
    SELECT gen_random_uuid(), "id", "slug", 'Film', 'WebM', now() FROM "Product"`
  for (let at = 0; at < 4; at++) await sellPlan({ groups: [`group${at}`, `group${at + 1}`] })
  const { customerId } = await makeSubscriber("group3")
  await db().$executeRaw`
    INSERT INTO "Customer" ("id", "email")
    SELECT gen_random_uuid(), 'other-' || n || '@example.com' FROM generate_series(1, 3000) n`
  await db().$executeRaw`
    INSERT INTO "Entitlement" ("id", "customerId", "groupName", "source", "startsAt")
    SELECT gen_random_uuid(), "id", 'group3', 'subscription', now() FROM "Customer"
    WHERE "email" LIKE 'other-%'`
  await db().$executeRaw`ANALYZE`
  const visitor = { customerId, checkoutIds: [] }
  const { text, values } = hitsQuery(
    { now: new Date(), typed: "story", words: readWords("story"), limit: 25 },
    visitor,
  )
  const { rows } = await searchPool().query<{ "QUERY PLAN": [{ Plan: Node }] }>(
    `EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) ${text}`,
    values,
  )
  const nodes = rows.flatMap((row) => row["QUERY PLAN"].flatMap(({ Plan }) => nodesOf(Plan)))
  const plans = nodes.filter((node) => node["Relation Name"] === "Plan")
  expect(plans.map((node) => node["Actual Loops"])).toEqual([25])
  expect(
    nodes.filter((node) => node["Relation Name"] === "Entitlement" && !node["Index Name"]),
  ).toEqual([])
  const { products } = await search({ q: "story", open: "1" }, visitor)
  expect(products.map(({ chosen }) => chosen?.offer.reason)).toEqual(
    Array.from({ length: 24 }, () => "in-plan"),
  )
})
