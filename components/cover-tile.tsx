// Names of classes, whole, so that the style sheet has them.
const tints = ["tile-clay", "tile-sand", "tile-sage", "tile-sea", "tile-dusk", "tile-rose"]
const marks = ["tile-high", "tile-low", "tile-wide", "tile-half"]

type Props = { title: string; people: string[] }

/** What stands in place of a picture: the title on a quiet ground, the same at every visit. */
export function CoverTile({ title, people }: Props) {
  const [maker, ...others] = people
  const number = numberOf(title)
  const look = `${tints[number % tints.length]} ${marks[(number >>> 8) % marks.length]}`
  return (
    <span aria-hidden className={`tile ${look}`}>
      <span className="tile-maker">
        {maker}
        {others.length > 0 && ` and ${others.length} more`}
      </span>
      <span className="tile-title">{title}</span>
    </span>
  )
}

// Any spread will do; it must be the same in every process (FNV-1a).
function numberOf(text: string): number {
  let number = 0x811c9dc5
  for (const letter of text)
    number = Math.imul(number ^ (letter.codePointAt(0) ?? 0), 0x01000193) >>> 0
  return number
}
