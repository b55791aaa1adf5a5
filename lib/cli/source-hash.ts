import { createHash } from "node:crypto"
import { readdir, readFile } from "node:fs/promises"
import { join } from "node:path"

// What `next build` reads. Launchers, stand-ins and tests are not in it: they change no page.
const roots = [
  "app",
  "components",
  "lib",
  "public",
  "legal",
  "prisma/schema",
  "prisma/migrations",
  "proxy.ts",
  "instrumentation.ts",
  "next.config.ts",
  "postcss.config.mjs",
  "tsconfig.json",
  "package.json",
  "package-lock.json",
]
const outside = ["lib/cli", "lib/sandbox"]

/** A name for the sources as they stand: the same sources, and what is built into them, the same name. */
export async function sourceHash(builtIn: readonly string[]): Promise<string> {
  const hash = createHash("sha256").update(JSON.stringify([process.version, ...builtIn]))
  const files = (await Promise.all(roots.map((root) => filesBelow(root)))).flat()
  for (const file of files) {
    const bytes = await readFile(file)
    hash.update(`\n${file} ${bytes.length}\n`).update(bytes)
  }
  return hash.digest("hex").slice(0, 16)
}

async function filesBelow(path: string): Promise<string[]> {
  if (outside.includes(path)) return []
  const entries = await readdir(path, { withFileTypes: true }).catch((error: unknown) => {
    // A file, or not there: only what exists is read.
    return error instanceof Error && "code" in error && error.code === "ENOTDIR" ? null : []
  })
  if (entries === null) return [path]
  const visible = entries.filter((entry) => !entry.name.startsWith("."))
  const sorted = visible.map((entry) => join(path, entry.name)).sort()
  return (await Promise.all(sorted.map((entry) => filesBelow(entry)))).flat()
}
