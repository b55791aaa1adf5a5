import { db } from "@/lib/db"

/**
 * Notes that a worker runs, by the database's clock, which nobody moves: the guide for owners asks for it.
 */
export async function recordWorkerSeen(): Promise<void> {
  await db().$executeRaw`
    INSERT INTO "Setting" ("name", "value") VALUES ('worker-seen', now()::text)
    ON CONFLICT ("name") DO UPDATE SET "value" = excluded."value"`
}
