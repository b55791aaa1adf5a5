import { copyFile } from "node:fs/promises"
import { createRequire } from "node:module"
import { dirname, join } from "node:path"
import { build } from "esbuild"

// What Next's standalone output lacks: each as one file that plain Node runs.
const entries: Record<string, string> = {
  worker: "lib/jobs/worker.ts",
  shop: "lib/cli/shop.ts",
  migrate: "lib/cli/db-migrate.ts",
}

/** Bundles worker, command line and migrations into dist/, for the standalone image. */
export async function bundleEntries(): Promise<void> {
  await build({
    entryPoints: entries,
    outdir: "dist",
    outExtension: { ".js": ".mjs" },
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    minifySyntax: true,
    sourcemap: false,
    logLevel: "warning",
    // Optional native speed-up of pg; not installed.
    external: ["pg-native"],
    // CommonJS packages inside call require for Node's own modules.
    banner: {
      js: 'import { createRequire as kioskRequire } from "node:module"; const require = kioskRequire(import.meta.url);',
    },
  })
  const engine = dirname(createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm"))
  await copyFile(join(engine, "schema_engine_bg.wasm"), "dist/schema_engine_bg.wasm")
}
