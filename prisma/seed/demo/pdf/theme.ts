/** How a PDF looks; lengths in points, 72 to the inch. */
export type Theme = {
  paper: { width: number; height: number }
  margin: { top: number; bottom: number; inner: number; outer: number }
  /** Odd pages bind on the left, even ones on the right, and chapters begin on odd pages. */
  twoSided: boolean
  body: number
  small: number
  code: number
  section: number
  chapter: number
  /** Distance of baselines as a multiple of the size. */
  leading: number
  ink: string
  quiet: string
  line: string
  tint: string
  accent: string
  /** For paper: the address follows a link in brackets. */
  writtenLinks: boolean
}

/** A4 in colour, for the screen. */
export const screenTheme: Theme = {
  paper: { width: 595.28, height: 841.89 },
  margin: { top: 84, bottom: 84, inner: 96, outer: 96 },
  twoSided: false,
  body: 11.5,
  small: 9.5,
  code: 9,
  section: 13,
  chapter: 28,
  leading: 1.42,
  ink: "#23211f",
  quiet: "#756e65",
  line: "#d8d0c3",
  tint: "#f5f0e6",
  accent: "#a3451f",
  writtenLinks: false,
}

/** A5 in shades of grey, with a wide inner margin for the binding. */
export const printTheme: Theme = {
  paper: { width: 419.53, height: 595.28 },
  margin: { top: 56, bottom: 58, inner: 56, outer: 42 },
  twoSided: true,
  body: 10,
  small: 8.3,
  code: 7.2,
  section: 10.8,
  chapter: 21,
  leading: 1.36,
  ink: "#111111",
  quiet: "#5a5a5a",
  line: "#b5b5b5",
  tint: "#efefef",
  accent: "#333333",
  writtenLinks: true,
}
