import { join } from "node:path"
import { openSync } from "fontkit"

/** The font of a paper: Latin, Greek, Cyrillic, Hebrew, Arabic, Armenian, Georgian. */
export const PLAIN = "dejavu-fonts-ttf/ttf/DejaVuSans.ttf"

// The first that has a letter prints it; the second has all of Unicode's basic plane, in a plain face.
const files = [PLAIN, "@fontsource/unifont/files/unifont-latin-400-normal.woff"]

/** Where a font's file is. The working directory is the clone's root, or the standalone build's. */
export function fontPath(file: string): string {
  return join(process.cwd(), "node_modules", file)
}

/** A text cut where another font has to print it, in the order in which it is read. */
export function chooseFonts(text: string): { file: string; text: string }[] {
  const runs: { file: string; text: string }[] = []
  for (const letter of text.normalize("NFC").replace(/\s+/g, " ")) {
    const file = fontOf(letter, runs.at(-1)?.file)
    const last = runs.at(-1)
    if (last?.file === file) last.text += letter
    else runs.push({ file, text: letter })
  }
  return runs
}

const opened = new Map<string, ReturnType<typeof openSync>>()

function fontOf(letter: string, before: string | undefined): string {
  const has = (file: string) => {
    const font = opened.get(file) ?? openSync(fontPath(file))
    opened.set(file, font)
    return font.hasGlyphForCodePoint(letter.codePointAt(0) ?? 0)
  }
  // A space belongs to the word before it.
  if (letter === " " && before) return before
  return files.find(has) ?? PLAIN
}
