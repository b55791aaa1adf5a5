/** What is typed into a form, by the field's name. */
export type Typed = Record<string, string>

/** A list in a form: its rows' fields are called "<name>.0.title", "<name>.1.title", … */
export type FormList = {
  name: string
  /** What a new row holds; one field at least. */
  blank: Typed
}

const FIELD = /^(\w+)\.(\d+)\.(.+)$/

/** How many rows a list has: they are numbered from 0, without a gap. */
export function countRows(typed: Typed, list: string): number {
  const numbers = Object.keys(typed).flatMap((name) => {
    const [, own, number] = FIELD.exec(name) ?? []
    return own === list ? Number(number) : []
  })
  return Math.max(-1, ...numbers) + 1
}

/** The rows of a list with the beginning of their fields' names: a new row is known by its place. */
export function rowsOf(typed: Typed, list: string): { name: string; at: number }[] {
  return Array.from({ length: countRows(typed, list) }, (_, at) => ({ name: `${list}.${at}`, at }))
}

/** What is typed into one field of a row, without the space around it; empty where nothing is. */
export function fieldOf(typed: Typed, list: string, at: number, field: string): string {
  return typed[`${list}.${at}.${field}`]?.trim() ?? ""
}

/** What is typed one a line, or with semicolons between. */
export function readLines(text = ""): string[] {
  return text
    .split(/[\n;]/)
    .map((one) => one.trim())
    .filter(Boolean)
}

/**
 * What a form holds after one of its own steps: "add", "remove-2", "up-2", behind the list's name and a
 * colon; null: it is no such step. A row that is saved already (its field "saved") is not removed.
 */
export function takeStep(typed: Typed, step: string, { name, blank }: FormList): Typed | null {
  const count = countRows(typed, name)
  const [, list, verb, text] = /^(\w+):(add|remove|up)(?:-(\d{1,3}))?$/.exec(step) ?? []
  if (list !== name) return null
  if (verb === "add") {
    const row = Object.entries(blank).map(([field, value]) => [`${name}.${count}.${field}`, value])
    return { ...typed, ...Object.fromEntries(row) }
  }
  const at = Number(text)
  if (!(at < count)) return null
  const order = Array.from({ length: count }, (_, index) => index)
  if (verb === "up") order.splice(Math.max(0, at - 1), 0, ...order.splice(at, 1))
  else if (!fieldOf(typed, name, at, "saved")) order.splice(at, 1)
  return reorder(typed, name, order)
}

function reorder(typed: Typed, list: string, order: number[]): Typed {
  return Object.fromEntries(
    Object.entries(typed).flatMap(([name, value]) => {
      const [, own, number, field] = FIELD.exec(name) ?? []
      if (own !== list) return [[name, value]]
      const place = order.indexOf(Number(number))
      return place < 0 ? [] : [[`${list}.${place}.${field}`, value]]
    }),
  )
}
