/** What a slug looks like: it stands in addresses, test ids and command lines. */
export const slugPattern = /^[a-z0-9]+(?:-[a-z0-9]+)*$/

/** Characters of a slug. */
export const LONGEST_SLUG = 80

// Letters that Unicode does not take apart into a base letter and an accent.
const letters: Record<string, string> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  đ: "d",
  ł: "l",
  þ: "th",
}

/** A slug made from a title: "Amélie & I" is "amelie-and-i"; "" when no letter or digit is left. */
export function deriveSlug(title: string): string {
  const words = title
    .toLowerCase()
    .replace(/[ßæœøđłþ]/g, (letter) => letters[letter] ?? letter)
    .replace(/['’]/g, "")
    .replace(/&/g, " and ")
    .normalize("NFKD")
    .replace(/\p{Mark}/gu, "")
    .split(/[^a-z0-9]+/)
    .filter(Boolean)
  let slug = words.shift()?.slice(0, LONGEST_SLUG) ?? ""
  for (const word of words) {
    if (slug.length + 1 + word.length > LONGEST_SLUG) break
    slug += `-${word}`
  }
  return slug
}

/** The slug itself when it is free, else the first of "-2", "-3", … that is. */
export function freeSlug(slug: string, isTaken: (slug: string) => boolean): string {
  for (let n = 1; ; n++) {
    const ending = n === 1 ? "" : `-${n}`
    const free = slug.slice(0, LONGEST_SLUG - ending.length).replace(/-$/, "") + ending
    if (!isTaken(free)) return free
  }
}
