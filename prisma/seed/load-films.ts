import { fileURLToPath } from "node:url"
import { type ImportReport, importCatalogue } from "@/lib/catalog/import-catalogue"
import { filmRows } from "@/prisma/seed/films/film-rows"
import type { SourceFilm } from "@/prisma/seed/films/read-films"

/**
 * Puts the films on the shelf through the shop's own import; those that are there stay as their
 * owner left them.
 */
export async function loadFilms(films: SourceFilm[]): Promise<ImportReport> {
  const folder = fileURLToPath(new URL("./demo", import.meta.url))
  return importCatalogue({ rows: filmRows(films), folder }, { isDemo: true, isOnlyNew: true })
}
