/** What is typed into a form, by the field's name. */
export type Typed = Record<string, string>

const EDITION = /^editions\.(\d+)\.(\w+)$/

/** How many editions a form has: they are numbered from 0, without a gap. */
export function countEditions(typed: Typed): number {
  const numbers = Object.keys(typed).flatMap((name) => Number(EDITION.exec(name)?.[1] ?? -1))
  return Math.max(-1, ...numbers) + 1
}

/**
 * What a form holds after one of its own steps: "add-edition", "remove-edition-2", "up-edition-2"; null: it
 * is no such step. An edition that the shop has is not removed: it is taken off the shelf.
 */
export function takeStep(typed: Typed, step: string): Typed | null {
  const count = countEditions(typed)
  if (step === "add-edition")
    return { ...typed, [`editions.${count}.title`]: "", [`editions.${count}.isOnSale`]: "on" }
  const [, verb, text] = /^(remove|up)-edition-(\d{1,3})$/.exec(step) ?? []
  const at = Number(text)
  if (!verb || at >= count) return null
  const order = Array.from({ length: count }, (_, index) => index)
  if (verb === "up") order.splice(Math.max(0, at - 1), 0, ...order.splice(at, 1))
  else if (!typed[`editions.${at}.saved`]) order.splice(at, 1)
  return reorder(typed, order)
}

function reorder(typed: Typed, order: number[]): Typed {
  return Object.fromEntries(
    Object.entries(typed).flatMap(([name, value]) => {
      const [, number, field] = EDITION.exec(name) ?? []
      if (number === undefined) return [[name, value]]
      const place = order.indexOf(Number(number))
      return place < 0 ? [] : [[`editions.${place}.${field}`, value]]
    }),
  )
}
