import type { Pool } from "pg"

/**
 * Creates what the sandbox stores, where it is missing; running it again changes nothing.
 * An advisory lock keeps two sandboxes that start at once from creating the same table.
 */
export async function createTables(pool: Pool): Promise<void> {
  await pool.query(`
    BEGIN;
    SELECT pg_advisory_xact_lock(727461);
    CREATE TABLE IF NOT EXISTS objects (
      seq bigint GENERATED ALWAYS AS IDENTITY,
      id text PRIMARY KEY,
      kind text NOT NULL,
      created bigint NOT NULL,
      data jsonb NOT NULL,
      hidden jsonb NOT NULL
    );
    CREATE INDEX IF NOT EXISTS objects_kind_seq ON objects (kind, seq DESC);
    CREATE INDEX IF NOT EXISTS objects_open_sessions ON objects (((data->>'expires_at')::bigint))
      WHERE kind = 'checkout.session' AND data->>'status' = 'open';
    CREATE INDEX IF NOT EXISTS objects_due ON objects (((hidden->>'due')::bigint))
      WHERE hidden->>'due' IS NOT NULL;
    CREATE INDEX IF NOT EXISTS objects_data ON objects USING gin (data jsonb_path_ops);
    CREATE TABLE IF NOT EXISTS answers (
      key text PRIMARY KEY,
      fingerprint text NOT NULL,
      request text NOT NULL,
      status int NOT NULL,
      body text NOT NULL,
      created bigint NOT NULL
    );
    CREATE TABLE IF NOT EXISTS deliveries (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      vendor text NOT NULL,
      event text NOT NULL,
      type text NOT NULL,
      body text NOT NULL,
      state text NOT NULL,
      tries int NOT NULL DEFAULT 0,
      due_at timestamptz NOT NULL DEFAULT now(),
      created_at timestamptz NOT NULL DEFAULT now()
    );
    CREATE INDEX IF NOT EXISTS deliveries_due ON deliveries (due_at) WHERE state = 'waiting';
    CREATE INDEX IF NOT EXISTS deliveries_event ON deliveries (event);
    CREATE TABLE IF NOT EXISTS attempts (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      delivery bigint NOT NULL REFERENCES deliveries (id) ON DELETE CASCADE,
      url text NOT NULL,
      status int,
      body text NOT NULL,
      at timestamptz NOT NULL DEFAULT now()
    );
    CREATE INDEX IF NOT EXISTS attempts_delivery ON attempts (delivery);
    CREATE TABLE IF NOT EXISTS mails (
      seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      id text NOT NULL UNIQUE,
      data jsonb NOT NULL,
      last_event text NOT NULL,
      sent_at timestamptz NOT NULL
    );
    CREATE TABLE IF NOT EXISTS mail_keys (
      key text PRIMARY KEY,
      fingerprint text NOT NULL,
      body text NOT NULL,
      created_at timestamptz NOT NULL
    );
    CREATE TABLE IF NOT EXISTS settings (name text PRIMARY KEY, value jsonb NOT NULL);
    COMMIT;
  `)
}

/** Held shared by every transaction and alone while the tables are emptied: no ring of waits. */
export const emptyingLock = 727_462

/** Empties every table and so returns each mode to normal; the shop's address is kept. */
export async function emptyTables(pool: Pool): Promise<void> {
  await pool.query(`
    BEGIN;
    SELECT pg_advisory_xact_lock(${emptyingLock});
    TRUNCATE attempts, deliveries, objects, answers, mails, mail_keys;
    DELETE FROM settings WHERE name <> 'shop';
    COMMIT;
  `)
}
