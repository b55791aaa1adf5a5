import { existsSync } from "node:fs"
import { readFile } from "node:fs/promises"
import { createRequire } from "node:module"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { PrismaPg } from "@prisma/adapter-pg"
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils"
import type { DiffTarget, SchemaEngine } from "@prisma/schema-engine-wasm"
import * as bindings from "@prisma/schema-engine-wasm/schema_engine_bg"
import pg from "pg"

const filters = { externalTables: [], externalEnums: [] }

// The package holds one instance; a second one under the feet of the first breaks both.
const held = globalThis as typeof globalThis & { kioskSchemaEngine?: Promise<void> }

/**
 * Runs `work` with Prisma's own migration engine, compiled to WebAssembly: the binary that
 * `prisma migrate` would download is not needed. It wants a database even for what reads none.
 */
export async function withSchemaEngine<T>(
  databaseUrl: string,
  work: (engine: SchemaEngine) => Promise<T>,
): Promise<T> {
  held.kioskSchemaEngine ??= instantiate()
  await held.kioskSchemaEngine
  // A pool of our own, because the engine leaves its connection open.
  const pool = new pg.Pool({ connectionString: databaseUrl })
  const factory = bindMigrationAwareSqlAdapterFactory(new PrismaPg(pool))
  const engine = await bindings.SchemaEngine.new({ datamodels: undefined }, () => {}, factory)
  try {
    return await work(engine)
  } finally {
    engine.free()
    await pool.end()
  }
}

/** The SQL that turns a database of schema `from` (null: an empty one) into one of schema `to`. */
export async function diffSchemas(
  databaseUrl: string,
  from: string | null,
  to: string,
): Promise<string> {
  const result = await withSchemaEngine(databaseUrl, (engine) =>
    engine.diff({ from: target(from), to: target(to), script: true, exitCode: null, filters }),
  )
  return result.stdout ?? ""
}

/** Applies what of `migrations` the database has not got yet. Returns the names of those. */
export async function applyMigrations(
  databaseUrl: string,
  baseDir: string,
  migrations: readonly { name: string; sql: string }[],
): Promise<string[]> {
  const { appliedMigrationNames } = await withSchemaEngine(databaseUrl, (engine) =>
    engine.applyMigrations({
      migrationsList: {
        baseDir,
        lockfile: { path: "migration_lock.toml", content: 'provider = "postgresql"\n' },
        shadowDbInitScript: "",
        migrationDirectories: migrations.map(({ name, sql }) => ({
          path: name,
          migrationFile: { path: "migration.sql", content: { tag: "ok", value: sql } },
        })),
      },
      filters,
    }),
  )
  return appliedMigrationNames
}

function target(schema: string | null): DiffTarget {
  if (schema === null) return { tag: "empty" }
  return { tag: "schemaDatamodel", files: [{ path: "schema.prisma", content: schema }] }
}

// The package's own entry imports the .wasm as a module, which plain Node does not do.
async function instantiate(): Promise<void> {
  const wasm = await WebAssembly.compile(await readFile(engineFile()))
  const { exports } = await WebAssembly.instantiate(wasm, {
    "./schema_engine_bg.js": { ...bindings, ...quietTimers() },
  })
  call(Reflect.get(bindings, "__wbg_set_wasm"), exports)
  call(exports.__wbindgen_start)
}

// Beside the bundle in an image, which has no such package; else in the package.
function engineFile(): string {
  const beside = join(dirname(fileURLToPath(import.meta.url)), "schema_engine_bg.wasm")
  if (existsSync(beside)) return beside
  const entry = createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm")
  return join(dirname(entry), "schema_engine_bg.wasm")
}

// The engine leaves a timer of ten seconds behind, which would hold every process back that long.
function quietTimers() {
  const names = Object.keys(bindings).filter((name) => name.startsWith("__wbg_setTimeout"))
  const start = (work: () => void, delay: number) => setTimeout(work, delay).unref()
  return Object.fromEntries(names.map((name) => [name, start]))
}

function call(what: unknown, ...values: unknown[]): void {
  if (typeof what !== "function") throw new Error("The schema engine's package has another shape.")
  Reflect.apply(what, undefined, values)
}
