import { needOf, type Role, type SecondFactorNeed } from "@/lib/administrators/rules"
import { REQUIRED } from "@/lib/administrators/store/second-factors"
import { roleOf } from "@/lib/auth/role-of"
import { plusSeconds } from "@/lib/clock"
import { db, pool } from "@/lib/db"
import { newId } from "@/lib/tokens"

/** Who is signed in, and by which session. */
export type SignedIn = {
  sessionId: string
  customerId: string
  /** Normalised. */
  email: string
  name: string | null
  /** What they may do under /admin. */
  role: Role | null
  /** What they must still do before they may; "none" for whoever has no role. */
  secondFactor: SecondFactorNeed
  /** When the session was last noted to be in use. */
  lastSeenAt: Date
  expiresAt: Date
}

type Found = Omit<SignedIn, "secondFactor"> & Parameters<typeof needOf>[0]

/** The customer of a session that has not lapsed, or null. One statement, on the pool and by name. */
export async function findSignedIn(tokenHash: string, now: Date): Promise<SignedIn | null> {
  const { rows } = await pool().query<Found>({
    name: "signed-in",
    text: `
      SELECT s."id"::text AS "sessionId", c."id"::text AS "customerId", c."email", c."name",
             a."role", s."lastSeenAt", s."expiresAt", s."secondFactorAt" AS "shownAt", f."confirmedAt",
             EXISTS (SELECT 1 FROM "Setting" WHERE "name" = '${REQUIRED}' AND "value" = 'yes') AS "isRequired"
      FROM "Session" s JOIN "Customer" c ON c."id" = s."customerId"
      LEFT JOIN "Administrator" a ON a."email" = c."email"
      LEFT JOIN "SecondFactor" f ON f."email" = c."email" AND f."confirmedAt" IS NOT NULL
      WHERE s."tokenHash" = $1 AND s."expiresAt" > $2 AND c."email" IS NOT NULL`,
    values: [tokenHash, now],
  })
  const [found] = rows
  if (!found) return null
  const { shownAt, confirmedAt, isRequired, ...signedIn } = found
  const role = roleOf(signedIn.email, signedIn.role)
  const secondFactor = role ? needOf({ shownAt, confirmedAt, isRequired }) : "none"
  return { ...signedIn, role, secondFactor }
}

/** Notes that an administrator's second factor was shown in a browser. */
export async function saveSecondFactorShown(sessionId: string, at: Date): Promise<void> {
  await db().session.updateMany({ where: { id: sessionId }, data: { secondFactorAt: at } })
}

export type NewSession = {
  tokenHash: string
  customerId: string
  userAgent: string | null
  network: string
  createdAt: Date
  expiresAt: Date
}

/** Writes a session. */
export async function recordSession(session: NewSession): Promise<void> {
  await db().session.create({
    data: { id: newId(), lastSeenAt: session.createdAt, ...session },
  })
}

/** Notes that a session is in use, which makes it last; not again within `every` seconds. */
export async function recordSeen(
  sessionId: string,
  now: Date,
  { every, lasts }: { every: number; lasts: number },
): Promise<void> {
  await db().session.updateMany({
    where: { id: sessionId, lastSeenAt: { lt: plusSeconds(now, -every) } },
    data: { lastSeenAt: now, expiresAt: plusSeconds(now, lasts) },
  })
}

/** Ends the session with this token, if there is one. */
export async function deleteSession(tokenHash: string): Promise<void> {
  await db().session.deleteMany({ where: { tokenHash } })
}

/** Ends one of a customer's sessions; false when they have none with that id. */
export async function deleteSessionOf(customerId: string, sessionId: string): Promise<boolean> {
  const { count } = await db().session.deleteMany({ where: { id: sessionId, customerId } })
  return count > 0
}

/** Ends a customer's sessions, all or all but one; how many those were. */
export async function deleteSessionsOf(customerId: string, but?: string): Promise<number> {
  const { count } = await db().session.deleteMany({
    where: { customerId, ...(but ? { NOT: { id: but } } : {}) },
  })
  return count
}

/** Removes the sessions that lapsed before `before`; how many those were. */
export async function deleteLapsedSessions(before: Date): Promise<number> {
  return (await db().session.deleteMany({ where: { expiresAt: { lt: before } } })).count
}

/** A browser in which a customer is signed in. */
export type OpenSession = {
  id: string
  userAgent: string | null
  network: string | null
  createdAt: Date
  lastSeenAt: Date
}

/** A customer's sessions that have not lapsed, the one last seen first. */
export async function listSessions(customerId: string, now: Date): Promise<OpenSession[]> {
  return db().session.findMany({
    where: { customerId, expiresAt: { gt: now } },
    orderBy: [{ lastSeenAt: "desc" }, { id: "desc" }],
    take: 100,
    select: { id: true, userAgent: true, network: true, createdAt: true, lastSeenAt: true },
  })
}
