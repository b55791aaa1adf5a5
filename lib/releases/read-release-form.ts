/** What a field of the form is called that holds an edition's new files. */
export function filesField(edition: string): string {
  return `files:${edition}`
}

/** What an upload for an edition's next version is for, so that its form finds it again. */
export function releasePurpose(product: string, edition: string): string {
  return `release/${product}/${edition}`
}

/** The uploads in a form of a new version, each with its edition: ids with blanks between them. */
export function readReleaseForm(
  fields: Record<string, string>,
): { edition: string; uploadId: string }[] {
  return Object.entries(fields).flatMap(([field, value]) =>
    field.startsWith("files:")
      ? value
          .split(/\s+/)
          .filter((id) => /^[0-9a-f-]{36}$/.test(id))
          .map((uploadId) => ({ edition: field.slice("files:".length), uploadId }))
      : [],
  )
}
