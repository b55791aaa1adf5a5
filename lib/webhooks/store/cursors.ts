import { db } from "@/lib/db"

/** The time that a reader of a list has come to, or null when it never ran. */
export async function findCursor(name: string): Promise<Date | null> {
  const row = await db().cursor.findUnique({ where: { name } })
  return row && new Date(row.value)
}

/** Moves a reader on; never back, should an older run end later. */
export async function saveCursor(name: string, at: Date): Promise<void> {
  const value = at.toISOString()
  await db().$executeRaw`
    INSERT INTO "Cursor" ("name", "value", "updatedAt") VALUES (${name}, ${value}, now())
    ON CONFLICT ("name") DO UPDATE
    SET "value" = greatest("Cursor"."value", excluded."value"), "updatedAt" = now()`
}
