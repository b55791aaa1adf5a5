import { createHash, randomBytes } from "node:crypto"
import { mkdtemp, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeEach } from "vitest"
import { z } from "zod"
import { POST as mailWebhook } from "@/app/api/webhooks/resend/route"
import { POST as stripeWebhook } from "@/app/api/webhooks/stripe/route"
import { db } from "@/lib/db"
import { startBridge } from "@/tests/support/http-bridge"
import { runShop } from "@/tests/support/run-shop"
import { startTestSandbox, type TestSandbox } from "@/tests/support/sandbox"

/** A shop that takes webhooks of payments and mails over HTTP, and the sandbox that sends them. */
export async function startReleasing(): Promise<TestSandbox> {
  const shop = await startBridge((request) =>
    new URL(request.url).pathname.endsWith("/resend")
      ? mailWebhook(request)
      : stripeWebhook(request),
  )
  const sandbox = await startTestSandbox({ shopUrl: shop.origin })
  beforeEach(async () => {
    await sandbox.control("shop", { url: shop.origin })
    await sandbox.control("mail", { mode: "ok" })
    await sandbox.control("deliveries", { mode: "deliver" })
  })
  afterAll(() => shop.stop())
  return sandbox
}

/** A file on this machine, random unless its content is given. */
export async function localFile(
  name = "book.pdf",
  content: string | Buffer = randomBytes(2000),
): Promise<{ path: string; sha256: string; bytes: Buffer }> {
  const path = join(await mkdtemp(join(tmpdir(), "kiosk-release-")), name)
  await writeFile(path, content)
  const bytes = Buffer.from(content)
  return { path, bytes, sha256: createHash("sha256").update(bytes).digest("hex") }
}

const mails = z.object({
  waiting: z.number(),
  failed: z.number(),
  leftOut: z.number(),
  sent: z.number(),
  delivered: z.number(),
  bounced: z.number(),
  complained: z.number(),
})

const told = z.object({
  version: z.string(),
  releaseId: z.string(),
  isNew: z.boolean(),
  added: z.array(z.object({ edition: z.string(), name: z.string(), sha256: z.string() })),
  kept: z.array(z.object({ edition: z.string(), name: z.string() })),
  downloadsRaised: z.number(),
  owners: z.object({
    owners: z.number(),
    optedOut: z.number(),
    unreachable: z.number(),
    told: z.number(),
    toTell: z.number(),
  }),
  queuedNow: z.number().optional(),
  mails: mails.optional(),
})

/** Runs `npm run shop -- release` in this process; what it tells as JSON. Throws what it complains of. */
export async function release(slug: string, ...args: string[]): Promise<z.infer<typeof told>> {
  const { stdout, stderr } = await runShop(["release", slug, ...args, "--json"])
  if (!stdout) throw new Error(stderr)
  return told.parse(JSON.parse(stdout))
}

/** Makes so many customers and gives each an edition, by one statement; their addresses are owner-<n>@…. */
export async function makeOwners(editionId: string, count: number): Promise<void> {
  await db().$executeRaw`
    WITH made AS (
      INSERT INTO "Customer" ("id", "email", "updatedAt")
      SELECT gen_random_uuid(), 'owner-' || n || '@example.com', now() FROM generate_series(1, ${count}::int) n
      RETURNING "id")
    INSERT INTO "Entitlement" ("id", "customerId", "editionId", "source", "startsAt")
    SELECT gen_random_uuid(), "id", ${editionId}::uuid, 'grant', now() - interval '1 hour' FROM made`
}
