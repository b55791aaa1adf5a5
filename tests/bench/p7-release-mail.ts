import { performance } from "node:perf_hooks"
import { closeDb, db } from "@/lib/db"
import { announceRelease } from "@/lib/releases/announce-release"
import { newId } from "@/lib/tokens"
import { compare, interleave, type RowResult, spreadOf } from "@/tests/bench/measure"
import type { Effort } from "@/tests/bench/rows"

type Goods = { productId: string; editionId: string; owners: number }

const MIB = 1024 ** 2

/** P7: the mails about a release to 100,000 owners, written and queued; a tenth of the owners beside it. */
export async function measureReleaseMail({ rounds, quick, say }: Effort): Promise<RowResult> {
  const many = await sell(quick ? 5_000 : 100_000)
  const few = await sell(many.owners / 10)
  await db().$executeRaw`ANALYZE`
  const grown: number[] = []
  const sides = [many, few].map((goods) => ({
    name: `${count(goods.owners)} owners`,
    round: async () => {
      const { seconds, bytes } = await announce(goods)
      if (goods === many) grown.push(bytes / MIB)
      return seconds
    },
  }))
  try {
    const [ours = [], tenth = []] = await interleave(sides, rounds, say)
    const cutAt = await resume(many)
    const what = `queued for ${count(many.owners)} owners`
    const reference = { name: `${count(few.owners)} owners`, figures: tenth }
    return {
      findings: [
        compare(ours, reference, { what, unit: "s", goal: { of: "ours", op: "≤", limit: 10 } }),
        {
          what: "memory of the process above what it had before",
          unit: "MiB",
          // The first round is no part of the others either.
          ours: spreadOf(grown.slice(1)),
          reference: null,
          goal: { of: "ours", op: "≤", limit: 64 },
        },
      ],
      sentences: [
        "`announceRelease`: a mail for each owner and a job for each hundred, a thousand owners by one statement. The customers, their purchases' access and the mails of the rounds before stay in the database, so the last round writes beside six times as many mails.",
        `Resend takes 100 mails a call and 2 calls a second unless it is asked for more: ${count(many.owners)} mails then leave in ${count(many.owners / 100 / 2)} s, whatever the shop does.`,
        `Checked: each round wrote a mail for every owner and ${count(many.owners / 100)} jobs. Cut off after ${count(cutAt)} mails and run again, it wrote the others and none twice; once more, it wrote none.`,
      ],
    }
  } finally {
    await closeDb()
  }
}

/** A product with one edition that so many customers were given. */
async function sell(owners: number): Promise<Goods> {
  const [productId, editionId, slug] = [newId(), newId(), `goods-${owners}`]
  await db().$executeRaw`
    INSERT INTO "Product" ("id", "slug", "title", "kind", "publishedAt", "updatedAt")
    VALUES (${productId}::uuid, ${slug}, ${slug}, 'file', now(), now())`
  await db().$executeRaw`
    INSERT INTO "Edition" ("id", "productId", "slug", "title", "format", "updatedAt")
    VALUES (${editionId}::uuid, ${productId}::uuid, ${slug}, 'PDF', 'PDF', now())`
  await db().$executeRaw`
    WITH people AS (
      INSERT INTO "Customer" ("id", "email")
      SELECT gen_random_uuid(), ${slug} || '-' || n || '@example.com' FROM generate_series(1, ${owners}::int) n
      RETURNING "id")
    INSERT INTO "Entitlement" ("id", "customerId", "editionId", "source", "startsAt")
    SELECT gen_random_uuid(), p."id", ${editionId}::uuid, 'grant', now() - interval '1 day' FROM people p`
  return { productId, editionId, owners }
}

/** A version that nobody was written to about. */
async function bringOut({ productId, editionId }: Goods): Promise<string> {
  const releaseId = newId()
  await db().$executeRaw`
    INSERT INTO "Release" ("id", "productId", "version", "releasedAt")
    VALUES (${releaseId}::uuid, ${productId}::uuid, ${releaseId}, now())`
  await db().$executeRaw`
    INSERT INTO "ReleaseFile" ("id", "releaseId", "editionId", "name", "contentType", "size", "sha256", "storageKey")
    VALUES (gen_random_uuid(), ${releaseId}::uuid, ${editionId}::uuid, 'book.pdf', 'application/pdf', 1, 'x', 'x')`
  return releaseId
}

/** Announces a new version: how long that took, and by how much the process grew at most. */
async function announce(goods: Goods): Promise<{ seconds: number; bytes: number }> {
  const releaseId = await bringOut(goods)
  const jobs = await countJobs()
  const before = process.memoryUsage.rss()
  let most = before
  const began = performance.now()
  await announceRelease(releaseId, () => {
    most = Math.max(most, process.memoryUsage.rss())
  })
  const seconds = (performance.now() - began) / 1000
  await expectOneEach(releaseId, goods.owners)
  const queued = (await countJobs()) - jobs
  if (queued !== Math.ceil(goods.owners / 100)) throw new Error(`${queued} batches were queued.`)
  return { seconds, bytes: most - before }
}

/** Ends an announcement in its middle, begins it again, and once more; gives how far the first one came. */
async function resume(goods: Goods): Promise<number> {
  const releaseId = await bringOut(goods)
  let cutAt = 0
  const cut = announceRelease(releaseId, (queued) => {
    cutAt = queued
    if (queued >= goods.owners / 2) throw new Error("cut off")
  })
  await cut.then(
    () => Promise.reject(new Error("It was not cut off.")),
    () => undefined,
  )
  const rest = await announceRelease(releaseId)
  const again = await announceRelease(releaseId)
  await expectOneEach(releaseId, goods.owners)
  if (cutAt + rest !== goods.owners || again !== 0)
    throw new Error(`${cutAt} and ${rest} mails were written, and ${again} once more.`)
  return cutAt
}

async function expectOneEach(releaseId: string, owners: number): Promise<void> {
  const [found] = await db().$queryRaw<{ mails: number; people: number }[]>`
    SELECT count(*)::int AS "mails", count(DISTINCT "customerId")::int AS "people"
    FROM "Mail" WHERE "kind" = 'release' AND "subject" = ${releaseId}`
  if (found?.mails !== owners || found.people !== owners)
    throw new Error(`${found?.mails} mails to ${found?.people} of ${owners} owners.`)
}

async function countJobs(): Promise<number> {
  const [row] = await db().$queryRaw<{ n: number }[]>`
    SELECT count(*)::int AS n FROM graphile_worker._private_jobs`
  return row?.n ?? 0
}

function count(n: number): string {
  return n.toLocaleString("en-US")
}
