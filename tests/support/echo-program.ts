import { readFileSync } from "node:fs"
import { isStorageKey } from "@/lib/storage/rules"

// Run by tests/integration/cli/program.test.ts: says where it is, what it was given, and that both our own
// modules and packages are there.
const own = readFileSync(new URL("./echo-program.ts", import.meta.url), "utf8")
const { z } = await import("zod")
console.log(
  JSON.stringify({
    args: process.argv.slice(2),
    isBesideItsSource: own.includes("says where it is"),
    isKey: isStorageKey("files/a"),
    parsed: z.string().parse("package"),
  }),
)
if (process.argv.includes("--fail")) throw new Error("It was asked to fail.")
