import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { z } from "zod"

const manifest = z.object({
  node: z.record(z.string(), z.object({ exportedName: z.string(), filename: z.string() })),
})

/** Which server action each id of the production builds is: "app/orders/actions.ts#mailLinks". */
export function actionNames(): Map<string, string> {
  const names = new Map<string, string>()
  for (const entry of readdirSync("dist/web", { recursive: true, withFileTypes: true })) {
    if (entry.name !== "server-reference-manifest.json") continue
    const text = readFileSync(join(entry.parentPath, entry.name), "utf8")
    for (const [id, { filename, exportedName }] of Object.entries(
      manifest.parse(JSON.parse(text)).node,
    ))
      names.set(id, `${filename}#${exportedName}`)
  }
  return names
}
