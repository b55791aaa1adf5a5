import { readFileSync } from "node:fs"
import { basename } from "node:path"
import { expect, test } from "vitest"
import { type Import, listSources, readImports } from "@/tests/support/read-imports"

// The house of ARCHITECTURE.md, lowest floor first: an import never points up.
const floors = [
  ["ground"],
  ["stripe", "storage", "resend", "images", "shop", "legal", "audit", "stamping"],
  ["catalog", "customers"],
  ["administrators", "uploads"],
  ["entitlements"],
  ["purchases", "subscriptions"],
  ["plans"],
  ["mail"],
  ["checkout", "delivery", "search", "auth", "billing", "releases"],
  ["library", "account", "papers"],
  ["webhooks", "reports"],
  ["retention", "accounting", "backup"],
  ["refunds"],
  ["jobs", "health", "setup"],
  ["sandbox"],
  ["cli"],
]

// What rules imported before that was a rule. The list may only grow shorter.
const olderRules = new Set([
  "lib/account/rules.ts → @/lib/clock",
  "lib/account/rules.ts → @/lib/stripe/snapshots",
  "lib/auth/rules.ts → @/lib/clock",
  "lib/auth/rules.ts → @/lib/env",
  "lib/auth/rules.ts → node:crypto",
  "lib/checkout/rules.ts → @/lib/tokens",
  "lib/customers/rules.ts → @/lib/clock",
  "lib/customers/rules.ts → @/lib/errors",
  "lib/customers/rules.ts → node:crypto",
  "lib/purchases/rules.ts → @/lib/stripe/snapshots",
])

const sources = listSources()
const imports = readImports(sources)

test("every folder of lib has its floor", () => {
  const folders = new Set(sources.flatMap((file) => folderOf(file) ?? []))
  expect([...folders].filter((folder) => floorOf(folder) === -1)).toEqual([])
})

test("an import never points up", () => {
  expectNone(({ file, from }) => {
    const own = folderOf(file)
    const other = folderOf(from.replace("@/", ""))
    if (own && /^@\/(app|components|tests|proxy)/.test(from)) return true
    return Boolean(own && other) && floorOf(other ?? "") > floorOf(own ?? "")
  })
})

test("components get props: no store, no database, no vendor", () => {
  expectNone(
    ({ file, from, isType }) =>
      file.startsWith("components/") &&
      !isType &&
      (isStore(from) || /^@\/(app|lib\/(db|queue|stripe|storage|resend))\b/.test(from)),
  )
})

test("the database is reached from stores, lib/db.ts and what brings it up", () => {
  const allowed = /^(lib\/(db|sandbox\/|cli\/)|tests\/)/
  expectNone(
    ({ file, from, isType }) =>
      (/^(pg|@prisma\/.*)$/.test(from) || from.startsWith("@/prisma/client")) &&
      !(isStoreFile(file) || allowed.test(file) || (isType && from.startsWith("@/prisma/client"))),
  )
})

test("the Stripe SDK is lib/stripe's; its types also where events are read", () => {
  const types = /^lib\/(webhooks|checkout|purchases|subscriptions)\//
  expectNone(
    ({ file, from, isType }) =>
      /^stripe($|\/)/.test(from) &&
      !/^(lib\/(stripe|sandbox)\/|tests\/)/.test(file) &&
      !(isType && types.test(file)),
  )
})

test.each([
  ["Resend's SDK", /^resend$/, /^(lib\/(resend|sandbox)\/|tests\/)/],
  ["the AWS SDK", /^@aws-sdk\//, /^(lib\/storage\/|tests\/)/],
  ["pdf-lib", /^@cantoo\/pdf-lib$/, /^(lib\/stamping\/|tests\/)/],
  ["sharp", /^sharp$/, /^(lib\/images\/|tests\/)/],
  ["next-auth", /^next-auth/, /^lib\/auth\//],
  [
    "Next",
    /^next($|\/)/,
    /^(app\/|components\/|lib\/auth\/|proxy\.ts|instrumentation\.ts|next\.config\.ts|tests\/)/,
  ],
  ["the sandbox", /^@\/lib\/sandbox\//, /^(lib\/sandbox\/|lib\/cli\/|tests\/)/],
])("%s is imported only where it belongs", (_, what, where) => {
  expectNone(({ file, from }) => what.test(from) && !where.test(file))
})

test("process.env is read in lib/env.ts, configurations and launchers alone", () => {
  const allowed =
    /^(lib\/env\.ts|lib\/cli\/|lib\/sandbox\/|tests\/|[\w.]+\.config\.ts|instrumentation\.ts|prisma\/seed\/main\.ts)/
  const readers = sources.filter((file) => readFileSync(file, "utf8").includes("process.env"))
  expect(readers.filter((file) => !allowed.test(file))).toEqual([])
})

test("pages read and never write", () => {
  expectNone(
    ({ file, from, names }) =>
      /^app\/.*(page|layout)\.tsx$/.test(file) &&
      isStore(from) &&
      names.some((name) => /^(record|save)[A-Z]/.test(name)),
  )
})

test("a rule decides by its arguments: it imports rules, money, formats, cells of CSV, zod and the calendar", () => {
  const known =
    /^(@\/lib\/(money|formats|csv-cell|[^/]+\/([a-z]+-)?rules(\/.+)?)|zod|date-fns|@date-fns\/utc)$/
  expectNone(
    ({ file, from }) =>
      /^lib\/[^/]+\/([a-z]+-)?rules(\/|\.ts$)/.test(file) &&
      !known.test(from) &&
      !olderRules.has(`${file} → ${from}`),
  )
})

test("actions and routes call a verb, never a store", () => {
  expectNone(
    ({ file, from, isType }) =>
      /^app\/.*(actions|route)\.tsx?$/.test(file) && isStore(from) && !isType,
  )
})

test("imports start at the clone's folder, never with ../", () => {
  expectNone(({ from }) => from.startsWith("../"))
})

test("no file collects what has no home, and none only passes exports on", () => {
  const banned = /^(index|utils?|helpers?|misc|common|managers?|services?)\.tsx?$/
  expect(sources.filter((file) => banned.test(basename(file)))).toEqual([])
  expect(sources.filter((file) => /^export \*/m.test(readFileSync(file, "utf8")))).toEqual([])
})

function expectNone(isDefect: (found: Import) => boolean): void {
  expect(imports.filter(isDefect).map(({ file, from }) => `${file} → ${from}`)).toEqual([])
}

/** The floor's folder of a file or import of lib: "ground" for lib's own files. */
function folderOf(path: string): string | undefined {
  const [top, folder, rest] = path.split("/")
  if (top !== "lib" || !folder) return undefined
  return rest === undefined ? "ground" : folder
}

function floorOf(folder: string): number {
  return floors.findIndex((floor) => floor.includes(folder))
}

function isStore(from: string): boolean {
  return /^@\/lib\/[^/]+\/store(\/|$)/.test(from)
}

function isStoreFile(file: string): boolean {
  return /^lib\/[^/]+\/store(\/|\.ts$)/.test(file)
}
