import { db } from "@/lib/db"
import type { Position } from "@/lib/delivery/choose-position"
import { Prisma } from "@/prisma/client/client"

/**
 * Whose place in a film it is: the customer's who is signed in, else that of the customer to whom the
 * entitlement belongs (a guest's own order).
 */
export type Viewer = { customerId: string | null; entitlementId: string }

const viewerId = ({ customerId }: Viewer) =>
  Prisma.sql`COALESCE(${customerId}::uuid, e."customerId")`

/** How far a viewer has come in a file, or null. */
export async function findPosition(viewer: Viewer, fileId: string): Promise<Position | null> {
  const [row] = await db().$queryRaw<Position[]>`
    SELECT p."seconds", p."durationSeconds", p."finishedAt"
    FROM "Entitlement" e
    JOIN "PlaybackPosition" p ON p."customerId" = ${viewerId(viewer)}
    WHERE e."id" = ${viewer.entitlementId}::uuid AND p."fileId" = ${fileId}::uuid`
  return row ?? null
}

/**
 * Keeps how far a viewer has come in a file. The last word wins, whichever window it comes from; of
 * more than one a second only the end of the film is heard, so that nobody writes as fast as they
 * can ask.
 */
export async function savePosition(
  viewer: Viewer,
  fileId: string,
  position: Position,
  now: Date,
): Promise<void> {
  const { seconds, durationSeconds, finishedAt } = position
  await db().$executeRaw`
    INSERT INTO "PlaybackPosition" ("customerId", "fileId", "seconds", "durationSeconds",
                                    "finishedAt", "updatedAt")
    SELECT ${viewerId(viewer)}, ${fileId}::uuid, ${seconds}, ${durationSeconds}, ${finishedAt},
           ${now}
    FROM "Entitlement" e WHERE e."id" = ${viewer.entitlementId}::uuid
    ON CONFLICT ("customerId", "fileId") DO UPDATE
    SET "seconds" = EXCLUDED."seconds", "durationSeconds" = EXCLUDED."durationSeconds",
        "finishedAt" = EXCLUDED."finishedAt", "updatedAt" = EXCLUDED."updatedAt"
    WHERE "PlaybackPosition"."updatedAt" <= EXCLUDED."updatedAt" - interval '1 second'
      OR EXCLUDED."finishedAt" IS NOT NULL`
}
