import pg from "pg"
import { requireEnv } from "@/lib/env"

// What is written must be read as the same by any server, whatever it is set to. Copying takes as long as
// it takes.
const settings = `SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0;
  SET lock_timeout = '10s'; SET timezone = 'UTC'; SET datestyle = 'ISO, MDY';
  SET intervalstyle = 'iso_8601'; SET extra_float_digits = 1; SET bytea_output = 'hex'`

/** Does `work` on a connection of its own to the shop's database: none of the pool's limits holds there. */
export async function withConnection<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({
    connectionString: requireEnv("DATABASE_URL"),
    connectionTimeoutMillis: 10_000,
    application_name: "kiosk archive",
    client_encoding: "UTF8",
    // While files are stored nothing is asked, for as long as that takes.
    keepAlive: true,
  })
  // A connection that breaks fails its statement; the event alone must not end the process.
  client.on("error", () => undefined)
  await client.connect()
  try {
    await client.query(settings)
    return await work(client)
  } finally {
    await client.end()
  }
}
