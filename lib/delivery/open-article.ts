import { isReadable } from "@/lib/delivery/rules"
import { saveOpened } from "@/lib/delivery/store/opened"
import { type LatestFile, listLatestFiles } from "@/lib/delivery/store/streams"
import type { OpenEdition } from "@/lib/entitlements/list-open-editions"
import { log } from "@/lib/log"
import { type RenderedArticle, renderArticle } from "@/lib/render-article"
import { storage } from "@/lib/storage/storage"

export type OpenedArticle = RenderedArticle & {
  editionId: string
  version: string
  releasedAt: Date
  /** The kinds of files that the edition comes as: "Markdown", "PDF". */
  formats: string[]
}

/**
 * The text of the first of these editions that has one, from its newest release: whole for whoever
 * may open it, which the caller has asked, else only its beginning. Null: none has a text that can be
 * read in a page.
 */
export async function openArticle(reading: {
  editionIds: string[]
  part: "whole" | "beginning"
  /** By what the visitor may open them; then it is noted that they did. */
  openedBy?: OpenEdition[]
  now: Date
}): Promise<OpenedArticle | null> {
  const files = await listLatestFiles(reading.editionIds, reading.now)
  for (const editionId of reading.editionIds) {
    const own = files.filter((file) => file.editionId === editionId)
    const file = own.find(isReadable)
    const text = file ? await readText(file) : null
    if (!file || text === null) continue
    const opened = reading.openedBy?.find(({ id }) => id === editionId)
    if (opened) await saveOpened(opened.entitlementId, reading.now)
    const { version, releasedAt } = file
    const formats = [...new Set(own.map(formatOf))]
    return { ...renderArticle(text, reading.part), editionId, version, releasedAt, formats }
  }
  return null
}

// A text that the store has lost must not take the page with it: it can still be bought, or written about.
async function readText({ fileId, storageKey, size }: LatestFile): Promise<string | null> {
  try {
    const chunks: Buffer[] = []
    let read = 0n
    for await (const chunk of await storage().read(storageKey)) {
      const bytes = Buffer.from(chunk as Uint8Array)
      read += BigInt(bytes.length)
      if (read > size) throw new Error("The store has more bytes than were published.")
      chunks.push(bytes)
    }
    return new TextDecoder().decode(Buffer.concat(chunks))
  } catch (error) {
    log.error({ fileId, reason: error instanceof Error ? error.message : "unknown" }, "text lost")
    return null
  }
}

function formatOf({ name }: LatestFile): string {
  const ending = /\.([a-z0-9]{1,8})$/i.exec(name)?.[1]?.toUpperCase() ?? "file"
  return ending === "MD" || ending === "MARKDOWN" ? "Markdown" : ending
}
