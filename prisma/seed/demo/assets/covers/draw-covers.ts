import { readDrawings } from "@/prisma/seed/demo/icons/read-drawings"

/** A cover as SVG of this size; `name` becomes the name of its JPEG. */
export type Cover = { name: string; width: number; height: number; svg: string }

type Palette = { paper: string; ink: string; main: string; second: string; light: string }

const warm = {
  paper: "#f4ede1",
  ink: "#26302f",
  main: "#b4532a",
  second: "#dba23a",
  light: "#fffaf2",
}
const green = { ...warm, paper: "#e4ece5", main: "#2f6b66" }
const night = {
  paper: "#26302f",
  ink: "#f4ede1",
  main: "#dba23a",
  second: "#b4532a",
  light: "#fffaf2",
}
const plum = { ...warm, paper: "#f0e6e6", main: "#7a4663" }
const blue = { ...warm, paper: "#e6eaf0", main: "#40628f" }

/** The series: an awning above, one picture below it, the title at the lower left. */
export function drawCovers(): Cover[] {
  return [
    landscape(
      "selling-digital-goods",
      warm,
      ["Selling", "Digital Goods"],
      book(warm, 1010, 400, 1),
    ),
    portrait("selling-digital-goods-portrait", warm, ["Selling", "Digital Goods"]),
    landscape("one-dot-icons", green, ["One Dot", "62 icons"], iconWall(green)),
    landscape(
      "how-a-download-is-delivered",
      night,
      ["How a Download", "Is Delivered"],
      reel(night),
    ),
    landscape(
      "a-price-has-no-decimal-point",
      plum,
      ["A Price Has", "No Decimal Point"],
      coins(plum),
    ),
    landscape("launch-checklist", blue, ["Launch", "Checklist"], ticks(blue)),
  ]
}

function landscape(name: string, palette: Palette, title: string[], picture: string): Cover {
  const body = awning(1600, 8, 150, palette) + picture + words(title, 110, 1000, 104, palette)
  return { name, width: 1600, height: 1200, svg: sheet(1600, 1200, palette, body) }
}

function portrait(name: string, palette: Palette, title: string[]): Cover {
  const author = text("Tamsin Orrell", 110, 1600, 44, palette.ink, "Liberation Sans")
  const body =
    awning(1200, 6, 170, palette) +
    book(palette, 600, 510, 1.05) +
    words(title, 110, 1290, 128, palette) +
    author
  return { name, width: 1200, height: 1697, svg: sheet(1200, 1697, palette, body) }
}

function sheet(width: number, height: number, palette: Palette, body: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="${palette.paper}"/>${body}</svg>`
}

/** Stripes with round ends along the upper edge, as on the shop's own mark. */
function awning(width: number, count: number, drop: number, palette: Palette): string {
  const w = width / count
  return Array.from({ length: count }, (_, i) => {
    const fill = i % 2 === 0 ? palette.main : palette.light
    return `<path d="M${i * w} 0h${w}v${drop}a${w / 2} ${w / 2} 0 0 1 ${-w} 0z" fill="${fill}"/>`
  }).join("")
}

function words(lines: string[], x: number, y: number, size: number, palette: Palette): string {
  return lines
    .map((line, i) => text(line, x, y + i * size * 1.08, size, palette.ink, "Liberation Serif"))
    .join("")
}

function text(
  line: string,
  x: number,
  y: number,
  size: number,
  fill: string,
  font: string,
): string {
  return `<text x="${x}" y="${y}" font-family="${font}" font-size="${size}" fill="${fill}">${line}</text>`
}

/** An open book whose leaves are half circles, with its top in the middle at (x, y). */
function book(palette: Palette, x: number, y: number, scale: number): string {
  const leaf = (side: number, lift: number, fill: string) =>
    `<path d="M0 ${90 - lift}C${side * 120} ${20 - lift} ${side * 260} ${10 - lift} ${side * 400} ${60 - lift}v330C${side * 260} ${340 - lift} ${side * 120} ${350 - lift} 0 420z" fill="${fill}"/>`
  const lines = [0, 1, 2, 3]
    .map(
      (i) =>
        `<path d="M90 ${128 + i * 62}c70-32 140-36 ${i === 3 ? 110 : 220}-${i === 3 ? 26 : 8}" stroke="${palette.paper}" stroke-width="16" stroke-linecap="round" fill="none"/>`,
    )
    .join("")
  return `<g transform="translate(${x} ${y}) scale(${scale})">${leaf(-1, -26, palette.ink)}${leaf(1, -26, palette.ink)}${leaf(-1, 0, palette.light)}${leaf(1, 0, palette.main)}<circle cx="-210" cy="210" r="86" fill="${palette.second}"/>${lines}</g>`
}

function iconWall(palette: Palette): string {
  const drawings = readDrawings()
    .filter((_, index) => index % 3 !== 2)
    .slice(0, 40)
  return drawings
    .map(({ strokes, dot }, i) => {
      const x = 560 + (i % 8) * 116
      const y = 320 + Math.floor(i / 8) * 116
      return `<g transform="translate(${x} ${y}) scale(3)" fill="none" stroke="${palette.ink}" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round"><path d="${strokes.join("")}"/><circle cx="${dot.x}" cy="${dot.y}" r="1.6" fill="${warm.main}" stroke="none"/></g>`
    })
    .join("")
}

/** A train of dots between two sheets: the file on its way. */
function reel(palette: Palette): string {
  const dots = Array.from({ length: 15 }, (_, i) => {
    const at = i / 14
    const fill = i === 9 ? palette.second : palette.main
    return `<circle cx="${430 + at * 790}" cy="${560 - Math.sin(at * Math.PI * 2) * 110}" r="${i === 9 ? 44 : 15 + 8 * Math.sin(at * Math.PI)}" fill="${fill}"/>`
  }).join("")
  const page = (x: number) =>
    `<g transform="translate(${x} 430)"><rect width="210" height="280" rx="14" fill="${palette.light}"/><path d="M84 92v96l82-48z" fill="${palette.second}"/></g>`
  return dots + page(160) + page(1240)
}

/** Stacks of coins, and one more just leaving its stack. */
function coins(palette: Palette): string {
  const stack = (x: number, count: number) =>
    Array.from({ length: count }, (_, i) => {
      const y = 770 - i * 58
      const fill = i % 2 === 0 ? palette.main : palette.second
      return `<rect x="${x}" y="${y}" width="230" height="46" rx="23" fill="${fill}"/>`
    }).join("")
  const coin = `<g transform="translate(1295 380)"><circle r="104" fill="${palette.main}"/><circle r="78" fill="none" stroke="${palette.light}" stroke-width="8"/><circle r="24" fill="${palette.paper}"/></g>`
  return stack(640, 3) + stack(910, 6) + stack(1180, 4) + coin
}

function ticks(palette: Palette): string {
  return [0, 1, 2, 3]
    .map((row) => {
      const y = 330 + row * 128
      const done = row < 3
      const box = `<rect x="760" y="${y}" width="86" height="86" rx="16" fill="${done ? palette.main : "none"}" stroke="${palette.main}" stroke-width="10"/>`
      const tick = done
        ? `<path d="M782 ${y + 44}l16 18 28-36" fill="none" stroke="${palette.light}" stroke-width="11" stroke-linecap="round" stroke-linejoin="round"/>`
        : ""
      const width = [560, 470, 600, 390][row] ?? 400
      const bar = `<rect x="900" y="${y + 30}" width="${width}" height="26" rx="13" fill="${done ? palette.ink : palette.second}"/>`
      return box + tick + bar
    })
    .join("")
}
