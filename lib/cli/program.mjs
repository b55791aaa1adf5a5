import { randomBytes } from "node:crypto"
import {
  access,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  utimes,
  writeFile,
} from "node:fs/promises"
import { basename, dirname, join, resolve } from "node:path"
import { pathToFileURL } from "node:url"
import { build, stop } from "esbuild"

// node lib/cli/program.mjs <entry.ts> [arguments]: runs a TypeScript entry of this clone in this process.
// All of our own modules that it needs become one file first, which takes less than half a second;
// to have each of a thousand modules found, translated and loaded by itself takes several.
const folder = resolve("dist/programs")
const HOUR = 3_600_000

// A module that reads files beside itself finds them where its source is, not where the bundle is.
const ownPlaces = {
  name: "own places",
  setup({ onLoad }) {
    onLoad({ filter: /\.tsx?$/ }, async ({ path }) => {
      const source = await readFile(path, "utf8")
      const place = JSON.stringify(pathToFileURL(path).href)
      const contents = source.replaceAll("import.meta.url", place)
      return { contents, loader: path.endsWith("x") ? "tsx" : "ts" }
    })
  },
}

const [entry, ...args] = process.argv.slice(2)
if (!entry) throw new Error("Usage: node lib/cli/program.mjs <entry.ts> [arguments]")
process.setSourceMapsEnabled(true)
const file = await bundled(entry)
process.argv = [process.execPath, file, ...args]
await import(pathToFileURL(file).href)

/** The entry as one file, named after what is in it: its path. Two that write the same at once do no harm. */
async function bundled(entry) {
  const name = basename(dirname(entry)) + "-" + basename(entry, ".ts")
  const { outputFiles } = await build({
    entryPoints: { [name]: entry },
    entryNames: "[name]-[hash]",
    outdir: folder,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    write: false,
    platform: "node",
    format: "esm",
    target: "node20",
    packages: "external",
    sourcemap: true,
    logLevel: "warning",
    plugins: [ownPlaces],
  })
  await stop()
  await mkdir(folder, { recursive: true })
  // The map first: whoever finds the program finds its map.
  for (const { path, contents } of outputFiles.toSorted((a, b) => b.path.length - a.path.length))
    await keep(path, contents)
  await prune(
    name,
    outputFiles.map(({ path }) => path),
  )
  return outputFiles.find(({ path }) => path.endsWith(".mjs")).path
}

async function keep(path, contents) {
  const now = new Date()
  if (
    await access(path).then(
      () => true,
      () => false,
    )
  )
    return utimes(path, now, now)
  const draft = `${path}.${randomBytes(6).toString("hex")}`
  await writeFile(draft, contents)
  await rename(draft, path)
}

/** Removes what older sources gave, but for what another process may be about to load. */
async function prune(name, kept) {
  for (const other of await readdir(folder)) {
    const path = join(folder, other)
    if (!other.startsWith(`${name}-`) || kept.includes(path)) continue
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Date.now() }))
    if (mtimeMs < Date.now() - HOUR) await rm(path, { force: true })
  }
}
