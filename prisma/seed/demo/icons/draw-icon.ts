import type { Drawing } from "@/prisma/seed/demo/icons/read-drawings"

/** Radius of the dot, in units of the grid. */
const dotRadius = 1.25

/** One icon as a file of its own: strokes and dot take the colour of the text around it. */
export function drawIcon(drawing: Drawing): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24" viewBox="0 0 24 24" ${pen}>`,
    `  <title>${drawing.name.replaceAll("-", " ")}</title>`,
    ...shapes(drawing).map((shape) => `  ${shape}`),
    "</svg>",
  ].join("\n")
}

/** All icons as symbols in one file, to be used as `sprite.svg#name`. */
export function drawSprite(drawings: Drawing[]): string {
  const symbols = drawings.map(
    (drawing) =>
      `<symbol id="${drawing.name}" viewBox="0 0 24 24" ${pen}>${shapes(drawing).join("")}</symbol>`,
  )
  return `<svg xmlns="http://www.w3.org/2000/svg">\n${symbols.join("\n")}\n</svg>`
}

const pen =
  'fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round"'

function shapes({ strokes, dot }: Drawing): string[] {
  return [
    `<path d="${strokes.join("")}"/>`,
    `<circle cx="${dot.x}" cy="${dot.y}" r="${dotRadius}" fill="currentColor" stroke="none"/>`,
  ]
}
