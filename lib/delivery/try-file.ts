import { z } from "zod"
import { recordChange } from "@/lib/audit/store"
import { transaction } from "@/lib/db"
import { type Deliverable, findFile } from "@/lib/delivery/store/grants"

/**
 * A file of any edition and release, for whoever runs the shop: no entitlement, no download is counted, no
 * buyer's log has it; it stands in the audit log. Null: there is no such file.
 * @param actor who tries it, for the log
 */
export async function tryFile(fileId: string, actor: string): Promise<Deliverable | null> {
  const file = z.uuid().safeParse(fileId).success ? await findFile(fileId) : null
  if (!file) return null
  await transaction(() =>
    recordChange({
      actor,
      action: "file.try",
      subject: { kind: "file", id: fileId },
      before: null,
      after: { name: file.name },
    }),
  )
  return file
}
