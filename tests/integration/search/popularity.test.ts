import { expect, it } from "vitest"
import { db } from "@/lib/db"
import { tasks } from "@/lib/jobs/tasks"
import { recordPopularity } from "@/lib/purchases/store/popularity"
import { slugsOf } from "@/tests/integration/search/support"
import { makePaidOrder, makeProduct } from "@/tests/support/factories"

it("what was bought more often is found first, and only changed counts are written", async () => {
  const rare = await makeProduct({ slug: "rare", title: "Alien one" })
  const often = await makeProduct({ slug: "often", title: "Alien two" })
  await makeProduct({ slug: "never", title: "Alien three" })
  for (const products of [[often], [rare, often], [often]]) await makePaidOrder({ products })
  await tasks["count-popularity"]()
  expect(await slugsOf({ q: "alien" })).toEqual(["often", "rare", "never"])
  expect(await recordPopularity()).toBe(0)
  const before = await db().product.findMany({
    select: { updatedAt: true },
    orderBy: { slug: "asc" },
  })
  await makePaidOrder({ products: [rare] })
  expect(await recordPopularity()).toBe(1)
  // Nothing of what a page shows has changed: the sitemap must not say so.
  expect(
    await db().product.findMany({ select: { updatedAt: true }, orderBy: { slug: "asc" } }),
  ).toEqual(before)
})
