import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"

export type Import = {
  /** The importing file, from the clone's folder, with slashes. */
  file: string
  /** What is imported, as written. */
  from: string
  /** Names that are imported; empty for a default or whole import. */
  names: string[]
  isType: boolean
}

const folders = ["app", "components", "lib", "prisma/seed", "tests"]
const single = ["proxy.ts", "instrumentation.ts", "next.config.ts", "prisma.config.ts"]
const statement = /^\s*(?:import|export)\s+(type\s+)?([^"'`;]*?)\s*from\s*["']([^"']+)["']/gm
const sideEffect = /^\s*import\s*["']([^"']+)["']/gm
const dynamic = /\bimport\(\s*["']([^"']+)["']\s*\)/g

/** Every TypeScript file of the clone that people wrote. */
export function listSources(): string[] {
  return [...folders.flatMap((folder) => filesBelow(folder)), ...single]
}

/** Every import of those files. */
export function readImports(files: readonly string[]): Import[] {
  return files.flatMap((file) => importsOf(file, readFileSync(file, "utf8")))
}

function importsOf(file: string, text: string): Import[] {
  const written = [...text.matchAll(statement)].map(([, type, clause = "", from = ""]) => {
    const parts = (/\{([^}]*)\}/.exec(clause)?.[1] ?? "").split(",").map((part) => part.trim())
    const named = parts.filter(Boolean)
    const onlyTypes = named.length > 0 && named.every((part) => part.startsWith("type "))
    const isType = Boolean(type) || (onlyTypes && clause.trim().startsWith("{"))
    const names = named.map((part) => part.replace(/^type\s+/, "").replace(/\s+as\s.*$/, ""))
    return { file, from, names, isType }
  })
  const others = [...text.matchAll(sideEffect), ...text.matchAll(dynamic)]
  return [...written, ...others.map(([, from = ""]) => ({ file, from, names: [], isType: false }))]
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return filesBelow(path)
    return /\.tsx?$/.test(entry.name) && !entry.name.endsWith(".d.ts") ? [path] : []
  })
}
