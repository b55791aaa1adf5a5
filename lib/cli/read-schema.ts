import { readdir, readFile } from "node:fs/promises"
import { join } from "node:path"

/** Today's schema: the files of prisma/schema one after another, always in the same order. */
export async function readSchema(folder = "prisma/schema"): Promise<string> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".prisma")).sort()
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), "utf8")))
  return texts.map((text) => text.trim()).join("\n\n") + "\n"
}

export type Migration = { name: string; sql: string; schema: string }

/**
 * The committed migrations, oldest first. `schema` is the copy of the schema that the migration led
 * to: the next one is the difference between it and today's.
 */
export async function readMigrations(folder = "prisma/migrations"): Promise<Migration[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name)
  return Promise.all(
    names.sort().map(async (name) => ({
      name,
      sql: await readFile(join(folder, name, "migration.sql"), "utf8"),
      schema: await readFile(join(folder, name, "schema.prisma"), "utf8").catch(() => ""),
    })),
  )
}
