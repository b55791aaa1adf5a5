/** The id of what is referred to, be it expanded or not; empty when there is nothing. */
export function idOf(reference: string | { id: string } | null | undefined): string {
  return typeof reference === "string" ? reference : (reference?.id ?? "")
}
