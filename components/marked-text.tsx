import { readMarks } from "@/lib/search/rules"

/** A text of a search's answer, what matches in it marked. Its markup stays text. */
export function MarkedText({ text }: { text: string }) {
  return readMarks(text).map(({ text: piece, isHit }, at) =>
    // Pieces of one text never change places.
    isHit ? (
      <mark key={`${at} ${piece}`}>{piece}</mark>
    ) : (
      <span key={`${at} ${piece}`}>{piece}</span>
    ),
  )
}
