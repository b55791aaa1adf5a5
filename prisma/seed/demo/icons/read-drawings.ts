import { readFileSync } from "node:fs"

/** Strokes are SVG path data; the dot is the centre of the one filled circle of each icon. */
export type Drawing = {
  name: string
  group: string
  strokes: string[]
  dot: { x: number; y: number }
}

/** The pack's drawings, in the order of the file. Throws on a line that it does not understand. */
export function readDrawings(): Drawing[] {
  const source = readFileSync(new URL("./drawings.txt", import.meta.url), "utf8")
  const drawings: Drawing[] = []
  let group = ""
  for (const line of source.split("\n")) {
    if (line === "" || line.startsWith("#")) continue
    if (line.startsWith("== ")) group = line.slice(3)
    else drawings.push(readDrawing(line, group))
  }
  return drawings
}

function readDrawing(line: string, group: string): Drawing {
  const match = /^([a-z-]+) @ ([\d.]+) ([\d.]+) \| (.+)$/.exec(line)
  if (!match) throw new Error(`Not a drawing: ${line}`)
  const [, name = "", x, y, shapes = ""] = match
  const strokes = shapes.split(" | ").map(toPath)
  return { name, group, strokes, dot: { x: Number(x), y: Number(y) } }
}

function toPath(shape: string): string {
  const [word, ...rest] = shape.trim().split(" ")
  if (word === "ring") return ring(rest.map(Number))
  if (word === "box") return box(rest.map(Number))
  if (/^[MmLlHhVvCcSsAaZz\d\s.-]+$/.test(shape)) return shape.trim()
  throw new Error(`Not a shape: ${shape}`)
}

function ring([x = 0, y = 0, r = 0]: number[]): string {
  return `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`
}

function box([x = 0, y = 0, w = 0, h = 0, r = 0]: number[]): string {
  const corner = (dx: number, dy: number) => `a${r} ${r} 0 0 1 ${dx} ${dy}`
  return [
    `M${x + r} ${y}h${w - 2 * r}${corner(r, r)}`,
    `v${h - 2 * r}${corner(-r, r)}`,
    `h${2 * r - w}${corner(-r, -r)}`,
    `v${2 * r - h}${corner(r, -r)}z`,
  ].join("")
}
