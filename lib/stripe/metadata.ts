// What fits into one value: https://docs.stripe.com/api/metadata
const MOST = 500

/**
 * Names as Stripe's metadata holds them, a comma between two, under `key`, `key_2`, … where one value
 * is too small. A name that is not a word (a comma, a line break) does not belong there.
 */
export function writeNames(names: string[], key: string): Record<string, string> {
  const values: string[] = []
  for (const name of names) {
    const last = values.at(-1)
    const joined = last === undefined ? name : `${last},${name}`
    if (last !== undefined && joined.length <= MOST) values[values.length - 1] = joined
    else values.push(name)
  }
  return Object.fromEntries(values.map((value, at) => [keyAt(key, at), value]))
}

/** The names under `key`, `key_2`, …; none where there is no such key. */
export function listNames(metadata: Record<string, string>, key: string): string[] {
  const names = new Set<string>()
  for (let at = 0; ; at++) {
    const value = metadata[keyAt(key, at)]
    if (value === undefined) return [...names]
    for (const name of value.split(",")) if (name.trim()) names.add(name.trim())
  }
}

function keyAt(key: string, at: number): string {
  return at === 0 ? key : `${key}_${at + 1}`
}
