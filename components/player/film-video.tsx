import { coverUrl } from "@/components/cover"
import type { Film } from "@/lib/delivery/stream-film"

type Props = {
  film: Film
  title: string
  coverKey: string | null
  /** Seconds from the beginning. */
  startsAt?: number
  /** Whether to look into the file before it is asked to play. */
  isEager?: boolean
  className?: string
}

/** The browser's own player, with the film's captions and chapters. */
export function FilmVideo(props: Props) {
  const { film, title, coverKey, startsAt = 0, isEager = false, className } = props
  return (
    // The rule does not see the tracks that are made below.
    // oxlint-disable-next-line jsx-a11y/media-has-caption
    <video
      controls
      preload={isEager ? "metadata" : "none"}
      playsInline
      src={beginAt(film.src, startsAt)}
      poster={coverKey ? coverUrl(coverKey) : undefined}
      aria-label={title}
      className={className}
    >
      {film.tracks.map(({ kind, src, language, label }) => (
        <track key={src} kind={kind} src={src} srcLang={language} label={label} />
      ))}
    </video>
  )
}

/** The address of a film that begins at a second (W3C, Media Fragments URI 1.0, section 4.2.1). */
export function beginAt(src: string, seconds: number): string {
  return seconds > 0 ? `${src}#t=${seconds.toFixed(2)}` : src
}
