import { existsSync, readFileSync } from "node:fs"
import { createRequire } from "node:module"
import { join } from "node:path"
import { z } from "zod"

// What of the data set is used. The set is left as it is found, faults and all.
const film = z.object({
  Title: z.union([z.string(), z.number()]).nullable(),
  "Release Date": z.string(),
  "MPAA Rating": z.string().nullable(),
  "Running Time min": z.number().nullable(),
  Distributor: z.string().nullable(),
  "Major Genre": z.string().nullable(),
  Director: z.string().nullable(),
  "IMDB Rating": z.number().nullable(),
  "IMDB Votes": z.number().nullable(),
})

/** A film as the data set has it. */
export type SourceFilm = z.infer<typeof film>

/**
 * The 3,201 films of the vega-datasets package, in its order; null where the package is not
 * installed: it is needed for development alone, and a production image has none.
 * @param from a module's address: packages are looked for from there
 */
export function readFilms(from = import.meta.url): SourceFilm[] | null {
  const path = findFilms(from)
  return path ? z.array(film).parse(JSON.parse(readFileSync(path, "utf8"))) : null
}

// The package exports a program, not its files: they are looked for where packages are.
function findFilms(from: string): string | null {
  const folders = createRequire(from).resolve.paths("vega-datasets") ?? []
  const paths = folders.map((folder) => join(folder, "vega-datasets/data/movies.json"))
  return paths.find((path) => existsSync(path)) ?? null
}
