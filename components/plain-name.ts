/** A word of the shop's documents as people write it: "romantic-comedy" is "Romantic comedy". */
export function plainName(slug: string): string {
  const text = slug.replaceAll("-", " ")
  return text.charAt(0).toUpperCase() + text.slice(1)
}
