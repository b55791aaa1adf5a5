import { db } from "@/lib/db"

/** A release as a mail tells it. Notes are Markdown. Throws when there is none. */
export async function getMailRelease(releaseId: string) {
  return db().release.findUniqueOrThrow({
    where: { id: releaseId },
    select: { version: true, notes: true, product: { select: { slug: true, title: true } } },
  })
}
