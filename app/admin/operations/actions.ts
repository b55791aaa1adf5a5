"use server"

import { adminForm } from "@/app/admin/act"
import { changeRetention } from "@/lib/retention/change-retention"
import { retentionFields } from "@/lib/retention/rules"

/** Changes how long the shop keeps what it does not need for ever. */
export const keepFor = adminForm(retentionFields, async (retention, actor) => {
  await changeRetention(retention, actor)
  return "/admin/operations?done=kept"
})
