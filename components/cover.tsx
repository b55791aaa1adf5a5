import { CoverTile } from "@/components/cover-tile"
import { coverKeys, coverWidths } from "@/lib/covers"

type Props = {
  title: string
  /** Who made it: named where there is no picture. */
  people?: string[]
  coverKey: string | null
  alt: string
  /** Seen at once: loaded before what is further down. */
  isFirst?: boolean
  /** How wide it stands in the page (the HTML attribute). */
  sizes?: string
  className?: string
}

/** A product's picture, whole, on a quiet ground; its title when it has none. */
export function Cover({
  title,
  people = [],
  coverKey,
  alt,
  isFirst = false,
  sizes = "(min-width: 40rem) 20rem, 92vw",
  className = "",
}: Props) {
  return (
    <div className={`cover ${className}`.trim()}>
      {coverKey ? (
        <img
          src={coverUrl(coverKey)}
          {...srcSetOf(coverKey, sizes)}
          alt={alt}
          loading={isFirst ? "eager" : "lazy"}
          {...(isFirst ? { fetchPriority: "high" as const } : {})}
        />
      ) : (
        <CoverTile title={title} people={people} />
      )}
    </div>
  )
}

// One that was prepared for pages is there in several widths.
function srcSetOf(coverKey: string, sizes: string) {
  const keys = coverKeys(coverKey)
  if (keys.length === 1) return {}
  const srcSet = keys.map((key, at) => `${coverUrl(key)} ${coverWidths[at]}w`).join(", ")
  return { srcSet, sizes }
}

/** Where a public picture is served. */
export function coverUrl(key: string): string {
  return `/media/${key.split("/").map(encodeURIComponent).join("/")}`
}

/** What stands on a small cover without a picture: the title's first letter. */
export function initialOf(title: string): string {
  return title.match(/\S/u)?.[0].toLocaleUpperCase() ?? ""
}
