import pg from "pg"
import { type EmbeddedDatabase, startEmbeddedDatabase } from "@/lib/cli/embedded-database"
import { ExpectedError } from "@/lib/cli/expected-error"
import { migrate } from "@/lib/cli/migrate"

type Say = (line: string) => void

export type Database = {
  url: string
  /** Null while none is needed, or it is made later beside a database that was given. */
  embedded: EmbeddedDatabase | null
}

/** The shop's database, running: the given one, else the embedded one on `port`. */
export async function openDatabase(options: {
  given: string | undefined
  dataFolder: string
  port: number
  password: string
  say: Say
}): Promise<Database> {
  if (options.given) {
    await ask(options.given, "SELECT 1").catch((error: Error) => {
      throw new ExpectedError(`The database of DATABASE_URL does not answer: ${error.message}`)
    })
    return { url: options.given, embedded: null }
  }
  const embedded = await startEmbeddedDatabase(options)
  return { url: embedded.url, embedded }
}

/** Brings the database up to this release. */
export async function updateDatabase(url: string, say: Say): Promise<void> {
  const { applied } = await migrate(url)
  if (applied.length > 0) say(`Applied ${applied.length} migration(s): ${applied.join(", ")}.`)
}

/** Whether the shop has no product at all, drafts and archived ones included. */
export async function isEmptyShop(url: string): Promise<boolean> {
  return (await ask(url, 'SELECT 1 FROM "Product" LIMIT 1')) === 0
}

async function ask(url: string, statement: string): Promise<number> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  await client.connect()
  try {
    return (await client.query(statement)).rowCount ?? 0
  } finally {
    await client.end()
  }
}
