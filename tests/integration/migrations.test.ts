import pg from "pg"
import { expect, inject, test } from "vitest"
import { handWritten } from "@/lib/cli/hand-written"
import { migrate } from "@/lib/cli/migrate"
import { readMigrations, readSchema } from "@/lib/cli/read-schema"
import { diffSchemas } from "@/lib/cli/schema-engine"
import { createDatabase } from "@/lib/sandbox/postgres"
import { withDatabase } from "@/tests/support/database"

const template = inject("templateUrl")

test("the migrations lead to the schema, and to what is written by hand beside it", async () => {
  const direct = await emptyDatabase("direct")
  await run(direct, await diffSchemas(direct, null, await readSchema()))
  const expected = await catalogue(direct)

  const migrated = await emptyDatabase("migrated")
  const { applied } = await migrate(migrated)
  expect(applied).toEqual((await readMigrations()).map(({ name }) => name))
  const found = await catalogue(migrated)

  const own = (line: string) => handWritten.some((name) => line.includes(` ${name} `))
  expect(found.filter((line) => !own(line))).toEqual(expected)
  for (const name of handWritten)
    expect(found.some((line) => line.includes(` ${name} `))).toBe(true)
})

test("a second run of the migrations applies nothing", async () => {
  const url = await emptyDatabase("twice")
  await migrate(url)
  expect(await migrate(url)).toEqual({ applied: [] })
})

test("two starts at once migrate once", async () => {
  const url = await emptyDatabase("race")
  const runs = await Promise.all([migrate(url), migrate(url)])
  expect(runs.flatMap(({ applied }) => applied)).toEqual(
    (await readMigrations()).map(({ name }) => name),
  )
})

test("the last migration leads to today's schema: nothing is left to write", async () => {
  const last = (await readMigrations()).at(-1)?.schema ?? null
  expect(await diffSchemas(template, last, await readSchema())).toContain("empty migration")
})

async function emptyDatabase(name: string): Promise<string> {
  const database = `${inject("databasePrefix")}_${name}`
  await createDatabase(withDatabase(template, "postgres"), database)
  return withDatabase(template, database)
}

async function run(url: string, sql: string): Promise<pg.QueryResult<{ line: string }>> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await client.query(sql)
  } finally {
    await client.end()
  }
}

// Not-null constraints have rows of their own from PostgreSQL 18 on; the columns tell them anyway.
async function catalogue(url: string): Promise<string[]> {
  const { rows } = await run(
    url,
    `
    SELECT line FROM (
      SELECT concat_ws(' ', 'column', table_name, column_name, data_type, udt_name, is_nullable,
        column_default, character_maximum_length, datetime_precision) AS line
      FROM information_schema.columns WHERE table_schema = 'public'
      UNION ALL
      SELECT concat_ws(' ', 'index', indexname, indexdef) FROM pg_indexes WHERE schemaname = 'public'
      UNION ALL
      SELECT concat_ws(' ', 'constraint', conname, conrelid::regclass, pg_get_constraintdef(oid))
      FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND contype <> 'n'
      UNION ALL
      SELECT concat_ws(' ', 'enum', typname, enumlabel, enumsortorder)
      FROM pg_enum JOIN pg_type ON pg_type.oid = enumtypid
    ) AS lines
    WHERE line NOT LIKE '%\\_prisma\\_migrations%' ORDER BY line`,
  )
  return rows.map(({ line }) => line)
}
