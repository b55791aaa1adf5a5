import { CoverTile } from "@/components/cover-tile"

type Props = {
  title: string
  /** Who made it: named where there is no picture. */
  people?: string[]
  coverKey: string | null
  alt: string
  /** Seen at once: loaded before what is further down. */
  isFirst?: boolean
  className?: string
}

/** A product's picture, whole, on a quiet ground; its title when it has none. */
export function Cover({
  title,
  people = [],
  coverKey,
  alt,
  isFirst = false,
  className = "",
}: Props) {
  return (
    <div className={`cover ${className}`.trim()}>
      {coverKey ? (
        <img
          src={coverUrl(coverKey)}
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

/** Where a public picture is served. */
export function coverUrl(key: string): string {
  return `/media/${key.split("/").map(encodeURIComponent).join("/")}`
}

/** What stands on a small cover without a picture: the title's first letter. */
export function initialOf(title: string): string {
  return title.match(/\S/u)?.[0].toLocaleUpperCase() ?? ""
}
