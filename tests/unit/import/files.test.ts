import { describe, expect, test } from "vitest"
import { readCsv } from "@/lib/catalog/import/read-csv"
import { readJson } from "@/lib/catalog/import/read-json"

describe("a CSV file", () => {
  test("may come from any spreadsheet: mark, line ends, quotes, commas or semicolons or tabs", () => {
    const rows = [
      { row: 1, line: 2, value: { title: 'The "Book"', people: "Ada;Bea", groups: "" } },
      { row: 2, line: 3, value: { title: "Two\nlines, one cell", people: "", groups: "x" } },
      { row: 3, line: 6, value: { title: "Third", people: "", groups: "" } },
    ]
    const commas =
      'title,people,groups\n"The ""Book""",Ada;Bea,\n"Two\nlines, one cell",,x\n\nThird,,\n'
    expect(readCsv(commas)).toEqual(rows)
    expect(readCsv(`\ufeff${commas}`)).toEqual(rows)
    const semicolons = '"Title";"PEOPLE";groups\n"The ""Book""";"Ada;Bea";\n'
    expect(readCsv(semicolons)).toEqual(rows.slice(0, 1))
    expect(readCsv(semicolons.replaceAll("\n", "\r\n"))).toEqual(rows.slice(0, 1))
    expect(readCsv("title\tpublished at\nA\tdraft")).toMatchObject([
      { value: { title: "A", publishedAt: "draft" } },
    ])
  })

  test("with a row of too few or too many cells has one broken row, named by its line", () => {
    const rows = readCsv("title,price,currency\nA,12,50,EUR\nB,1,USD\nC\n")
    expect(rows.map(({ line, fault }) => [line, fault?.slice(0, 42)])).toEqual([
      [2, "It has 4 cells, and there are 3 columns. P"],
      [3, undefined],
      [4, "It has 1 cells, and there are 3 columns. P"],
    ])
  })

  test.each([
    ["an unknown column", "titel\nA", 'There is no column "titel". Columns are slug, title'],
    ["a doubled column", "title,Title\nA,B", "Two columns are called title"],
    ["a quote that is not closed", 'title\n"A\nB', "Quote Not Closed"],
    ["nothing in it", "", "The file is empty"],
  ])("with %s says so", (_, text, part) => {
    expect(() => readCsv(text)).toThrow(part)
  })
})

describe("a JSON file", () => {
  test("is an array of products", () => {
    expect(readJson('\n[{"title":"A"},7]')).toEqual([
      { row: 1, line: null, value: { title: "A" } },
      { row: 2, line: null, value: 7 },
    ])
  })

  test.each([
    ["a comma too many", '[\n{"title": "A long title"},\n]', "line 3"],
    ["one product", '{"title":"A"}', "must hold an array"],
    ["nothing in it", "", "not JSON"],
    ["a table", "title,price\nA,1", "not JSON"],
  ])("with %s says so", (_, text, part) => {
    expect(() => readJson(text)).toThrow(part)
  })
})
