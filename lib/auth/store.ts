import { pool } from "@/lib/db"

/** Who is signed in, and by which session. */
export type SignedIn = {
  sessionId: string
  customerId: string
  /** Normalised. */
  email: string
  name: string | null
}

/** The customer of a session that has not lapsed, or null. One statement, on the pool and by name. */
export async function findSignedIn(tokenHash: string, now: Date): Promise<SignedIn | null> {
  const { rows } = await pool().query<SignedIn>({
    name: "signed-in",
    text: `
      SELECT s."id"::text AS "sessionId", c."id"::text AS "customerId", c."email", c."name"
      FROM "Session" s JOIN "Customer" c ON c."id" = s."customerId"
      WHERE s."tokenHash" = $1 AND s."expiresAt" > $2 AND c."email" IS NOT NULL`,
    values: [tokenHash, now],
  })
  return rows[0] ?? null
}
