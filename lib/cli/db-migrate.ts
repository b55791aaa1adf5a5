import { migrate } from "@/lib/cli/migrate"

const databaseUrl = process.env.DATABASE_URL
if (!databaseUrl) throw new Error("DATABASE_URL is not set.")
const { applied } = await migrate(databaseUrl)
for (const name of applied) console.log(`Applied ${name}`)
if (applied.length === 0) console.log("The database is up to date.")
