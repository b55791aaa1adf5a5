import { createHash } from "node:crypto"
import { readFile } from "node:fs/promises"
import type { Page } from "@playwright/test"

/** Presses a download button and takes the file. */
export async function download(
  page: Page,
  edition: string,
): Promise<{ name: string; bytes: Buffer; sha256: string }> {
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByTestId(`download-${edition}`).first().click(),
  ])
  const bytes = await readFile(await file.path())
  const sha256 = createHash("sha256").update(bytes).digest("hex")
  return { name: file.suggestedFilename(), bytes, sha256 }
}
