import { type ChosenFilm, trackLanguage } from "@/lib/delivery/choose-film"
import { type StreamUrl, streamUrl } from "@/lib/delivery/open-stream"
import { inlineType, VIEWING_SECONDS } from "@/lib/delivery/rules"
import { env } from "@/lib/env"

export type FilmTrack = {
  kind: "captions" | "chapters"
  src: StreamUrl
  /** BCP 47. */
  language: string
  /** The language's name. */
  label: string
}

/** A film as a page plays it: addresses that lapse, for those who may open it. */
export type Film = {
  fileId: string
  src: StreamUrl
  contentType: string
  tracks: FilmTrack[]
}

type File = { fileId: string; name: string; contentType: string }

/** The addresses of a film and its tracks, by the entitlement that opens it (see `streamUrl`). */
export function streamFilm(entitlementId: string, chosen: ChosenFilm<File>): Film {
  const { film, captions, chapters } = chosen
  return {
    fileId: film.fileId,
    src: streamUrl(entitlementId, film.fileId),
    contentType: inlineType(film.contentType) ?? film.contentType,
    tracks: [
      ...captions.map((file) => trackOf("captions", entitlementId, file)),
      ...chapters.map((file) => trackOf("chapters", entitlementId, file)),
    ],
  }
}

function trackOf(kind: FilmTrack["kind"], entitlementId: string, { fileId, name }: File) {
  const language = trackLanguage(name) ?? env().SHOP_LOCALE
  // Some browsers fetch captions only when they are switched on, far into the film.
  const src = streamUrl(entitlementId, fileId, VIEWING_SECONDS)
  return { kind, src, language, label: labelOf(language) }
}

function labelOf(language: string): string {
  return new Intl.DisplayNames(env().SHOP_LOCALE, { type: "language" }).of(language) ?? language
}
