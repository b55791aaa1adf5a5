// Some titles of the data set were written in Windows-1252 and read as Mac OS Roman: "LÈon" is
// "Léon". The same byte in both tables gives the letter that was meant.
const mac = new TextDecoder("macintosh")
const latin = new TextDecoder("latin1")
const meant = new Map<string, string>()
for (let byte = 0xa0; byte < 0x100; byte++)
  meant.set(mac.decode(Uint8Array.of(byte)), latin.decode(Uint8Array.of(byte)))
// Below 0xa0 Windows has its own, of which this set uses one.
meant.set("Ö", "…")

/** A text of the data set with its accented letters as they were meant. */
export function repairText(text: string): string {
  return text.replace(/[^\0-\x7f]/gu, (letter) => meant.get(letter) ?? letter)
}
