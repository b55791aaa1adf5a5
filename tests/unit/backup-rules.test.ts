import { describe, expect, test } from "vitest"
import { ageOf, orderTables, passing, replaceable, storedKeys } from "@/lib/backup/rules"
import { readSchema } from "@/lib/cli/read-schema"

describe("the order in which tables are loaded", () => {
  test("puts each table behind those that it names, itself left out", () => {
    const keys = [
      { from: "a", to: "b" },
      { from: "b", to: "c" },
      { from: "d", to: "a" },
      { from: "c", to: "c" },
    ]
    expect(orderTables(["a", "b", "c", "d"], keys)).toEqual(["c", "b", "a", "d"])
  })

  test("does not exist where tables name each other in a circle, which is said", () => {
    const keys = [
      { from: "a", to: "b" },
      { from: "b", to: "a" },
    ]
    expect(() => orderTables(["a", "b"], keys)).toThrow("in a circle: a, b")
  })
})

test.each([
  [["1", "2"], "same"],
  [["1"], "older"],
  [[], "older"],
  [["1", "2", "3"], "newer"],
  [["0"], "newer"],
])("migrations %j are those of the %s release", (archived, age) => {
  expect(ageOf(archived, ["1", "2"]).age).toBe(age)
})

test("no column that names stored bytes is forgotten, and no table is called what it is not", async () => {
  const models = [...(await readSchema()).matchAll(/^model (\w+) \{\n(.*?)^\}/gms)]
  const found = models.flatMap(([, table = "", body = ""]) =>
    [...body.matchAll(/^ {2}(\w*[kK]ey)\s+String/gm)].map(([, column]) => `${table}.${column}`),
  )
  // A rate's name and a mailbox's are no names of files.
  const others = ["RateLimit.key", "TrialUse.mailboxKey"]
  const known = storedKeys.map(({ table, column }) => `${table}.${column}`)
  expect(found.filter((name) => !others.includes(name)).sort()).toEqual(known.sort())
  const tables = models.map(([, table]) => table)
  expect([...passing, ...replaceable].filter((name) => !tables.includes(name))).toEqual([])
})
