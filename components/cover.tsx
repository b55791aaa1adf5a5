import type { ProductKind } from "@/lib/catalog/rules"

type Props = {
  title: string
  kind: ProductKind
  coverKey: string | null
  alt: string
  /** Seen at once: loaded before what is further down. */
  isFirst?: boolean
  className?: string
}

/** A product's picture, whole, on a quiet ground; its title when it has none. */
export function Cover({ title, kind, coverKey, alt, isFirst = false, className = "" }: Props) {
  const shape = kind === "video" ? "aspect-video p-0" : "aspect-4/3 p-[7%]"
  return (
    <div
      className={`flex items-center justify-center overflow-hidden rounded-lg bg-surface ${shape} ${className}`}
    >
      {coverKey ? (
        <img
          src={coverUrl(coverKey)}
          alt={alt}
          loading={isFirst ? "eager" : "lazy"}
          fetchPriority={isFirst ? "high" : "auto"}
          decoding="async"
          className="max-h-full min-h-0 max-w-full rounded-sm object-contain"
        />
      ) : (
        <span aria-hidden className="text-center text-lg font-semibold text-quiet">
          {title}
        </span>
      )}
    </div>
  )
}

/** Where a public picture is served. */
export function coverUrl(key: string): string {
  return `/media/${key.split("/").map(encodeURIComponent).join("/")}`
}
