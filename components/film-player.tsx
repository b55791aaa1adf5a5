import { coverUrl } from "@/components/cover"
import { env } from "@/lib/env"

export type Film = { src: string; captions: { src: string; name: string }[] }

type Props = { film: Film; title: string; coverKey: string | null }

/** The browser's own player, with the film's captions. It fetches nothing before it is asked to. */
export function FilmPlayer({ film, title, coverKey }: Props) {
  return (
    // The rule does not see the tracks that are made below.
    // oxlint-disable-next-line jsx-a11y/media-has-caption
    <video
      controls
      preload="none"
      playsInline
      src={film.src}
      poster={coverKey ? coverUrl(coverKey) : undefined}
      aria-label={title}
      className="mt-5 aspect-video w-full rounded-lg bg-surface object-contain"
    >
      {film.captions.map(({ src, name }) => {
        const language = languageOf(name)
        return (
          <track key={src} kind="captions" src={src} srcLang={language} label={labelOf(language)} />
        )
      })}
    </video>
  )
}

/** The language in a caption file's name, "film.en.vtt"; else the shop's. */
function languageOf(name: string): string {
  return /\.([a-z]{2,3}(?:-[A-Za-z]{2,4})?)\.vtt$/.exec(name)?.[1] ?? env().SHOP_LOCALE
}

function labelOf(language: string): string {
  return new Intl.DisplayNames(env().SHOP_LOCALE, { type: "language" }).of(language) ?? language
}
