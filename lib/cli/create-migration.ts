import { mkdir, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { readMigrations, readSchema } from "@/lib/cli/read-schema"
import { diffSchemas } from "@/lib/cli/schema-engine"

/**
 * Writes the migration from the last committed schema to today's, with a copy of today's beside it
 * for the next one. Returns its folder, or null when the schema has not changed.
 */
export async function createMigration(
  databaseUrl: string,
  name: string,
  now: Date,
  folder = "prisma/migrations",
): Promise<string | null> {
  const last = (await readMigrations(folder)).at(-1)
  const schema = await readSchema()
  const sql = await diffSchemas(databaseUrl, last?.schema || null, schema)
  if (!/^(?!\s*--)\s*\S/m.test(sql)) return null
  const stamp = now.toISOString().replace(/\D/g, "").slice(0, 14)
  const target = join(folder, `${stamp}_${name}`)
  await mkdir(target, { recursive: true })
  await writeFile(join(target, "migration.sql"), sql)
  await writeFile(join(target, "schema.prisma"), schema)
  return target
}
