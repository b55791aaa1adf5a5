import { createMigration } from "@/lib/cli/create-migration"

const databaseUrl = process.env.DATABASE_URL
if (!databaseUrl) throw new Error("DATABASE_URL is not set.")
const name = process.argv[2] ?? ""
if (!/^[a-z][a-z0-9_]*$/.test(name)) {
  console.error("Name what changes, in small letters: npm run db:migration -- add_refund_reason")
  process.exit(2)
}
const folder = await createMigration(databaseUrl, name, new Date())
if (!folder) {
  console.error("The schema has not changed since the last migration.")
  process.exit(1)
}
console.log(`Wrote ${folder}/migration.sql. Read it, and add by hand what a schema cannot say.`)
