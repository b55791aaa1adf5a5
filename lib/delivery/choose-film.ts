import { inlineType } from "@/lib/delivery/rules"

type Named = { name: string; contentType: string }

/** What of an edition's files plays together. */
export type ChosenFilm<F> = {
  film: F
  /** All films of the edition, this one too, in its order. */
  parts: F[]
  captions: F[]
  chapters: F[]
}

/**
 * The film of an edition's files, with its captions and chapters: the one that is wanted, else the
 * first that a browser can play. Tracks are WebVTT; where there are several films, a track goes with
 * the film whose name it begins with. Null: there is nothing to play.
 */
export function chooseFilm<F extends Named>(
  files: F[],
  isWanted: (file: F) => boolean = () => false,
): ChosenFilm<F> | null {
  const parts = files.filter(isPlayable)
  const film = parts.find(isWanted) ?? parts[0]
  if (!film) return null
  const stem = film.name.replace(/\.[^.]*$/, "")
  const tracks = files
    .filter((file) => inlineType(file.contentType) === "text/vtt")
    .filter((file) => parts.length === 1 || file.name.startsWith(`${stem}.`))
  const isChapters = (file: F) => /\.chapters\./i.test(file.name)
  return {
    film,
    parts,
    captions: tracks.filter((file) => !isChapters(file)),
    chapters: tracks.filter(isChapters),
  }
}

/** The language in a track's name, "film.en.vtt" or "film.en.chapters.vtt" (BCP 47); null: not said. */
export function trackLanguage(name: string): string | null {
  return /\.([a-z]{2,3}(?:-[a-z0-9]{2,8})*)(?:\.chapters)?\.vtt$/i.exec(name)?.[1] ?? null
}

function isPlayable({ contentType }: Named): boolean {
  return /^(?:video|audio)\//.test(inlineType(contentType) ?? "")
}
