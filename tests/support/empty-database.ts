import { setTimeout as wait } from "node:timers/promises"
import pg from "pg"
import { orderTables } from "@/lib/backup/rules"
import { listForeignKeys, listTables } from "@/lib/backup/store/catalog"

let client: pg.Client | undefined
let statement: string | undefined

/**
 * Empties every table of the shop and the queue's jobs. The shop's id stays: it is made once for a database,
 * and processes keep it.
 */
export async function emptyDatabase(): Promise<void> {
  if (!client) {
    client = new pg.Client({ connectionString: process.env.DATABASE_URL })
    await client.connect()
  }
  statement ??= await emptying(client)
  for (let attempt = 1; ; attempt++) {
    try {
      await client.query(statement)
      return
    } catch (error) {
      // What the test before left running may still hold locks for a moment: give way, and come again.
      if (attempt === 60 || !/lock timeout|deadlock detected/.test(String(error))) throw error
      await wait(50)
    }
  }
}

/** Bytes up to which taking out the rows is faster than making a table's files anew. */
const SMALL = 256 * 1024

// A test fills a few tables with a few rows: to truncate all sixty, with their indices, before each test took
// minutes of a whole run. Whoever still writes is waited for, as truncating does. Papers refuse to be deleted.
async function emptying(client: pg.Client): Promise<string> {
  const names = (await listTables(client)).map(({ name }) => name)
  const ordered = orderTables(names, await listForeignKeys(client)).toReversed()
  const own = ordered.filter((name) => name !== "Setting").map((name) => `public."${name}"`)
  const jobs = ["_private_jobs", "_private_job_queues"].map((name) => `graphile_worker.${name}`)
  const tables = [...jobs, ...own]
  return `DO $$
    DECLARE target text; is_filled boolean;
    BEGIN
      SET LOCAL lock_timeout = '200ms';
      LOCK TABLE ${tables.join(", ")} IN SHARE ROW EXCLUSIVE MODE;
      FOREACH target IN ARRAY ARRAY[${tables.map((table) => `'${table}'`).join(", ")}] LOOP
        EXECUTE 'SELECT EXISTS (SELECT FROM ' || target || ')' INTO is_filled;
        IF is_filled AND (target = 'public."Paper"' OR pg_relation_size(target::regclass) > ${SMALL}) THEN
          EXECUTE 'TRUNCATE ' || target || ' CASCADE';
        ELSIF is_filled THEN
          EXECUTE 'DELETE FROM ' || target;
        END IF;
      END LOOP;
      DELETE FROM "Setting" WHERE "name" <> 'shop-id';
    END $$`
}
