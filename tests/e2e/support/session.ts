import { createHash, randomBytes } from "node:crypto"
import type { BrowserContext } from "@playwright/test"
import pg from "pg"
import { readRunRecord } from "@/lib/cli/data-folder"
import { newId } from "@/lib/tokens"

/** Signs a browser in as an address, straight in the database of the shop under test. */
export async function beSignedIn(context: BrowserContext, email: string): Promise<void> {
  const record = readRunRecord(process.env.KIOSK_DATA ?? "")
  if (!record) throw new Error("No shop runs on KIOSK_DATA.")
  const token = randomBytes(32).toString("hex")
  const tokenHash = createHash("sha256").update(token).digest("hex")
  const client = new pg.Client({ connectionString: record.databaseUrl })
  await client.connect()
  try {
    await client.query(
      `WITH owner AS (
         INSERT INTO "Customer" ("id", "email", "updatedAt") VALUES ($1, $2, now())
         ON CONFLICT ("email") DO UPDATE SET "updatedAt" = now() RETURNING "id"
       )
       INSERT INTO "Session" ("id", "tokenHash", "customerId", "expiresAt")
       SELECT $3, $4, "id", now() + interval '1 hour' FROM owner`,
      [newId(), email, newId(), tokenHash],
    )
  } finally {
    await client.end()
  }
  await context.addCookies([{ name: "kiosk_session", value: token, url: record.url }])
}
