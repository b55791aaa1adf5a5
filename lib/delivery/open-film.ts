import { chooseFilm } from "@/lib/delivery/choose-film"
import { startOf } from "@/lib/delivery/choose-position"
import { findPosition } from "@/lib/delivery/store/positions"
import { listLatestFiles } from "@/lib/delivery/store/streams"
import { type Film, streamFilm } from "@/lib/delivery/stream-film"
import type { OpenEdition } from "@/lib/entitlements/list-open-editions"

export type OpenedFilm = Film & {
  editionId: string
  version: string
  /** Seconds from the beginning. */
  startsAt: number
  /** All films of the edition, when there are several. */
  parts: { fileId: string; name: string }[]
}

/**
 * The film of the first of these editions that has one, in its newest release, and where its viewer
 * left it. Null: none of them has a film.
 * @param viewing.customerId who is signed in; null: a guest, by their own order
 * @param viewing.fileId the part that is wanted, where an edition has several
 */
export async function openFilm(viewing: {
  editions: OpenEdition[]
  customerId: string | null
  fileId: string | undefined
  now: Date
}): Promise<OpenedFilm | null> {
  const { editions, customerId, fileId, now } = viewing
  const files = await listLatestFiles(
    editions.map((edition) => edition.id),
    now,
  )
  for (const { id, entitlementId } of editions) {
    const own = files.filter((file) => file.editionId === id)
    const chosen = chooseFilm(own, (file) => file.fileId === fileId)
    if (!chosen) continue
    const position = await findPosition({ customerId, entitlementId }, chosen.film.fileId)
    return {
      ...streamFilm(entitlementId, chosen),
      editionId: id,
      version: chosen.film.version,
      startsAt: startOf(position),
      parts: chosen.parts.length > 1 ? chosen.parts.map(toPart) : [],
    }
  }
  return null
}

function toPart({ fileId, name }: { fileId: string; name: string }) {
  return { fileId, name: name.replace(/\.[^.]*$/, "") }
}
