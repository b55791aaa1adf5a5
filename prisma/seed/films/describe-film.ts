import { formatDay } from "@/lib/formats"
import type { SourceFilm } from "@/prisma/seed/films/read-films"
import { repairText } from "@/prisma/seed/films/repair-text"

/**
 * What a card and a page say of a film: its facts in our own words, and that the film itself is not
 * here.
 */
export function describeFilm(
  title: string,
  film: SourceFilm,
  releasedAt: Date,
): { summary: string; description: string } {
  const rating = ratingOf(film["MPAA Rating"])
  const minutes = film["Running Time min"]
  const summary = [
    `${film["Major Genre"] ?? "A film"} from ${releasedAt.getUTCFullYear()}`,
    ...(minutes ? [`${minutes} minutes`] : []),
    ...(rating ? [`rated ${rating}`] : []),
  ].join(", ")
  const votes = film["IMDB Votes"]
  const facts = [
    ["Director", film.Director],
    ["Genre", film["Major Genre"]],
    ["Distributor", film.Distributor],
    ["First shown", formatDay(releasedAt, "en-US", "UTC")],
    ["Length", minutes && `${minutes} minutes`],
    ["Rating", rating],
    [
      "Score",
      film["IMDB Rating"] && votes
        ? `${film["IMDB Rating"]} of 10, from ${votes.toLocaleString("en-US")} votes`
        : null,
    ],
  ].flatMap(([name, fact]) => (fact ? [`| ${name} | ${escape(repairText(String(fact)))} |`] : []))
  const description = [
    "This page shows how a film is sold. In this demonstration every film plays the shop's own short clip, *How a Download Is Delivered*; nothing of the film itself is here.",
    [`| Title | ${escape(title)} |`, "| --- | --- |", ...facts].join("\n"),
    "The facts come from a public list of films made in 2010, which is known to hold mistakes.",
  ].join("\n\n")
  return { summary: `${summary}.`, description }
}

/** A rating that says something, or null. */
export function ratingOf(rating: string | null): string | null {
  return rating === null || rating === "Not Rated" || rating === "Open" ? null : rating
}

// Nothing in a fact is Markdown.
function escape(text: string): string {
  return text.replace(/[\\|*_`[\]<>]/g, "\\$&")
}
