import { publishProduct } from "@/lib/catalog/publish-product"
import { hasProduct } from "@/lib/catalog/store/publishing"
import { demoCatalog } from "@/prisma/seed/demo/catalog"
import { readFilms, type SourceFilm } from "@/prisma/seed/films/read-films"
import { loadFilms } from "@/prisma/seed/load-films"
import { loadPlans } from "@/prisma/seed/load-plans"

export type LoadedDemo = {
  /** Slugs of the goods made for the demonstration that were not there. */
  added: string[]
  /** Null where the list of films is not installed. */
  films: { added: number; refused: number } | null
}

/**
 * Puts the demonstration's goods on the shelf, films and plans included. A product that is there stays as its
 * owner left it.
 * @param films null where their list is not installed: then the others are loaded alone
 */
export async function loadDemo(
  tell: (line: string) => void,
  films: SourceFilm[] | null = readFilms(),
): Promise<LoadedDemo> {
  const added: string[] = []
  for (const { version, notes, publishedAt, ...product } of await demoCatalog()) {
    if (await hasProduct(product.slug)) continue
    const releasedAt = new Date(publishedAt)
    await publishProduct({
      ...product,
      isDemo: true,
      publishedAt: releasedAt,
      release: { version, notes, releasedAt },
      editions: product.editions.map((edition) => ({
        ...edition,
        isSample: edition.isSample ?? false,
        downloadLimit: edition.downloadLimit ?? 5,
      })),
    })
    added.push(product.slug)
    tell(
      `${product.title}: ${product.editions.length} ${product.editions.length === 1 ? "edition" : "editions"}`,
    )
  }
  const loaded = { added, films: await addFilms(films, tell) }
  const plans = await loadPlans()
  if (plans > 0) tell(`Film club: ${plans} plans`)
  return loaded
}

async function addFilms(
  films: SourceFilm[] | null,
  tell: (line: string) => void,
): Promise<LoadedDemo["films"]> {
  if (!films) {
    tell("No films: the package vega-datasets is not installed, which lists them.")
    return null
  }
  const { created, refused } = await loadFilms(films)
  if (created > 0)
    tell(
      `${created.toLocaleString("en-US")} films; ${refused} of the list refused, without a title`,
    )
  return { added: created, refused }
}
