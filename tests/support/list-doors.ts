import { readFileSync } from "node:fs"
import { listSources } from "@/tests/support/read-imports"

/** Every address that the shop answers, as its folder in app/ says: "/orders/[token]". */
export function listRoutes(): string[] {
  return appFiles()
    .filter((file) => /\/(page\.tsx|route\.tsx?)$/.test(file))
    .map((file) => {
      const path = file
        .replace(/^app/, "")
        .replace(/\/[^/]+$/, "")
        .replace(/\/\([^)]+\)/g, "")
      return path === "" ? "/" : path
    })
    .sort()
}

/** Every server action, "app/orders/actions.ts#mailLinks": the exports of files that begin with "use server". */
export function listActions(): string[] {
  return appFiles().flatMap((file) => {
    const source = readFileSync(file, "utf8")
    if (!/^\s*["']use server["']/m.test(source)) return []
    return [...source.matchAll(/^export (?:async function|const) (\w+)/gm)].map(
      ([, name = ""]) => `${file}#${name}`,
    )
  })
}

function appFiles(): string[] {
  return listSources().filter((file) => file.startsWith("app/"))
}
