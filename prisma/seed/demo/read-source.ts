import { readdirSync, readFileSync } from "node:fs"

/** A text below texts/, without the line break at its end. Throws when there is none. */
export function readText(path: string): string {
  return readFileSync(new URL(`./texts/${path}`, import.meta.url), "utf8").trimEnd()
}

/** All Markdown files of a folder below texts/, in the order of their names. */
export function readTexts(folder: string): { name: string; text: string }[] {
  return readdirSync(new URL(`./texts/${folder}/`, import.meta.url))
    .filter((name) => name.endsWith(".md"))
    .sort()
    .map((name) => ({ name, text: readText(`${folder}/${name}`) }))
}

/** The bytes of a file below assets/. */
export function readAsset(name: string): Uint8Array {
  return new Uint8Array(readFileSync(new URL(`./assets/${name}`, import.meta.url)))
}

/** The UTF-8 bytes of a text, which end with a line break. */
export function textBytes(text: string): Uint8Array {
  return new TextEncoder().encode(text.endsWith("\n") ? text : `${text}\n`)
}
