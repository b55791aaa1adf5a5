import { deriveSlug } from "@/lib/catalog/import/derive-slug"
import { describeFilm, ratingOf } from "@/prisma/seed/films/describe-film"
import { priceFilm } from "@/prisma/seed/films/price-film"
import type { SourceFilm } from "@/prisma/seed/films/read-films"
import { repairText } from "@/prisma/seed/films/repair-text"

const TWO_HOURS = 2 * 3_600_000
// Older than the goods made for the demonstration, which stay on the catalogue's first page.
const newest = Date.parse("2026-05-01T08:00:00Z")

/**
 * The films as rows of the shop's import format: each for rent and to keep, all playing the shop's
 * own clip. The latest film is the newest on the shelf; films that share a title have their year in
 * the slug. A film without a title keeps none, so that the import refuses it.
 */
export function filmRows(films: SourceFilm[]) {
  const dated = films.map((film) => ({
    film,
    title: film.Title === null ? null : repairText(String(film.Title)).trim(),
    releasedAt: releaseOf(film["Release Date"]),
  }))
  const sharing = new Map<string, number>()
  for (const { title } of dated) {
    const slug = deriveSlug(title ?? "")
    sharing.set(slug, (sharing.get(slug) ?? 0) + 1)
  }
  const shelf = [...dated].sort((a, b) => b.releasedAt.getTime() - a.releasedAt.getTime())
  const places = new Map(shelf.map((one, place) => [one, place]))
  return dated.map((one) => {
    const { film, title, releasedAt } = one
    const year = releasedAt.getUTCFullYear()
    const slug = title && deriveSlug(title)
    const isShared = slug && (sharing.get(slug) ?? 0) > 1
    return {
      slug: isShared ? `${slug}-${year}` : slug,
      title,
      ...describeFilm(title ?? "", film, releasedAt),
      kind: "video",
      people: film.Director ? [repairText(film.Director)] : [],
      keywords: [
        ...(film["Major Genre"]?.split("/") ?? []),
        ...(film.Distributor ? [film.Distributor] : []),
        ...(ratingOf(film["MPAA Rating"]) ? [`rated ${film["MPAA Rating"]}`] : []),
        String(year),
      ],
      groups: film["Major Genre"] ? [deriveSlug(film["Major Genre"])] : [],
      publishedAt: new Date(newest - (places.get(one) ?? 0) * TWO_HOURS).toISOString(),
      ...priceFilm(year, film["Running Time min"]),
      rentHours: 48,
      ...clip,
    }
  })
}

// Paths below prisma/seed/demo, names as the clip's own product has them.
const clip = {
  format: "WebM, the shop's own clip",
  file: [
    { path: "assets/how-a-download-is-delivered.webm", name: "How a Download Is Delivered.webm" },
  ],
  captions: [{ path: "texts/films/captions.vtt", name: "How a Download Is Delivered.en.vtt" }],
}

// The list was made in 2010 and had years of two digits: its 2025 is 1925.
const LATEST = 2011

/** The day of a date like "Jun 12 1998", in the century that was meant. */
function releaseOf(text: string): Date {
  const date = new Date(`${text} UTC`)
  if (Number.isNaN(date.getTime())) throw new Error(`The film list has no date in "${text}".`)
  if (date.getUTCFullYear() > LATEST) date.setUTCFullYear(date.getUTCFullYear() - 100)
  return date
}
