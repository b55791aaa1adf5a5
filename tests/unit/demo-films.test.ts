import { describe, expect, test } from "vitest"
import { checkRows } from "@/lib/catalog/import/check-rows"
import { filmRows } from "@/prisma/seed/films/film-rows"
import { readFilms } from "@/prisma/seed/films/read-films"

const films = readFilms() ?? []
const rows = filmRows(films)
const film = (title: string) => rows.filter((row) => row.title === title)

describe("the films of the demonstration", () => {
  test("are the 3,201 of the list; the one without a title is the only one refused", () => {
    expect(films).toHaveLength(3201)
    const { good, refusals } = checkRows(
      rows.map((value, at) => ({ row: at + 1, line: null, value })),
    )
    expect(good).toHaveLength(3200)
    expect(refusals.map(({ field, message }) => [field, message])).toEqual([
      ["title", "It is missing."],
    ])
  })

  test("have a title that may be a number, and a slug of their own", () => {
    expect(film("300")).toMatchObject([
      { slug: "300", groups: ["action"], people: ["Zack Snyder"] },
    ])
    const slugs = rows.flatMap(({ slug }) => slug ?? [])
    expect(new Set(slugs).size).toBe(3200)
  })

  test("of one title have their year in the slug", () => {
    expect(film("King Kong").map(({ slug }) => slug)).toEqual(["king-kong-1976", "king-kong-2005"])
    expect(film("Crash").map(({ slug }) => slug)).toEqual(["crash-1996", "crash-2005"])
  })

  test("are of the century that was meant", () => {
    expect(film("The Birth of a Nation")[0]?.summary).toContain("1915")
    expect(film("Ben-Hur").map(({ slug }) => slug)).toEqual(["ben-hur-1925", "ben-hur-1959"])
    const years = rows.map(({ keywords }) => Number(keywords.at(-1)))
    expect(Math.max(...years)).toBeLessThanOrEqual(2011)
    expect(Math.min(...years)).toBeGreaterThanOrEqual(1915)
  })

  test("have their accents as they were meant", () => {
    const titles = new Set(rows.map(({ title }) => title))
    for (const title of [
      "Léon",
      "Le Fabuleux destin d'Amélie Poulain",
      "Die Fälscher",
      "The Naked Gun 2½: The Smell of Fear",
      "I Love You … Don't Touch Me!",
      "Alien³",
      "Ri¢hie Ri¢h",
    ])
      expect(titles).toContain(title)
  })

  test("without a genre are in no group, without a director have no people", () => {
    expect(film("The Land Girls")).toMatchObject([{ groups: [], people: [] }])
    const groups = new Set(rows.flatMap((row) => row.groups))
    expect([...groups].sort()).toEqual([
      "action",
      "adventure",
      "black-comedy",
      "comedy",
      "concert-performance",
      "documentary",
      "drama",
      "horror",
      "musical",
      "romantic-comedy",
      "thriller-suspense",
      "western",
    ])
  })

  test("say that they play the shop's own clip", () => {
    for (const { description, format } of rows) {
      expect(description).toContain("the shop's own short clip")
      expect(format).toContain("the shop's own clip")
    }
  })

  test("are older on the shelf than the goods made for it, the latest film first", () => {
    for (const { publishedAt } of rows) expect(publishedAt < "2026-06-01").toBe(true)
    const at = (title: string) => film(title)[0]?.publishedAt ?? ""
    expect(at("Inception") > at("Titanic") && at("Titanic") > at("Annie Hall")).toBe(true)
    expect(filmRows(films)).toEqual(rows)
  })
})
