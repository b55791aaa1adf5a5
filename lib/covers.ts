/** Widths of a picture that was prepared for pages, in pixels; the largest is the one that is named. */
export const coverWidths = [320, 640, 1280] as const

const PREPARED = /-w\d+\.webp$/

/** The key of a prepared picture in one width: "public/<sha256 of the largest>-w640.webp". */
export function coverKeyOf(sha256: string, width: (typeof coverWidths)[number]): string {
  return `public/${sha256}-w${width}.webp`
}

/** All that is kept of a picture: one file, or one for each width. */
export function coverKeys(coverKey: string): string[] {
  if (!PREPARED.test(coverKey)) return [coverKey]
  return coverWidths.map((width) => coverKey.replace(PREPARED, `-w${width}.webp`))
}
