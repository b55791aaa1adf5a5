import { Moment } from "@/components/moment"
import { Badge } from "@/components/ui/badge"

type Props = { publishedAt: Date | null; archivedAt: Date | null; now: Date }

/** Where a product stands, in a word; nothing where it is simply for sale. */
export function ShelfMark({ publishedAt, archivedAt, now }: Props) {
  if (archivedAt) return <Badge>archived</Badge>
  if (!publishedAt) return <Badge>draft</Badge>
  if (publishedAt <= now) return null
  return (
    <Badge>
      from <Moment at={publishedAt} />
    </Badge>
  )
}
