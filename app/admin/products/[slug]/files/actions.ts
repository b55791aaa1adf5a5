"use server"

import { z } from "zod"
import { adminAction, adminForm } from "@/app/admin/act"
import { env } from "@/lib/env"
import { AppError } from "@/lib/errors"
import { describeRelease } from "@/lib/releases/describe-release"
import { publishRelease } from "@/lib/releases/publish-release"
import { readReleaseForm } from "@/lib/releases/read-release-form"
import { restoreRelease } from "@/lib/releases/restore-release"
import { withdrawRelease } from "@/lib/releases/withdraw-release"

const slug = z.string().regex(/^[\w-]{1,200}$/)
const on = z.literal("on").optional()
const back = ({ product }: { product: string }) => `/admin/products/${product}/files`

/** Shows what a new version would do; sent again with what was shown, brings it out. */
export const bringOut = adminForm(
  z
    .object({
      product: slug,
      version: z.string().trim().max(40, "A version has at most 40 characters."),
      notes: z.string().max(20_000, "The notes are longer than 20,000 characters."),
      whole: on,
      mail: on,
      seen: z.string().optional(),
    })
    .catchall(z.string()),
  async ({ product, version, notes, whole, mail, seen, ...fields }, actor) => {
    const uploads = readReleaseForm(fields)
    if (uploads.length === 0) throw new AppError("invalid", "Upload at least one file that is new.")
    const isAnnounced = mail === "on"
    const asked = { files: [], uploads, version: version || null, isWhole: whole === "on" }
    const wish = { slug: product, ...asked, notes: notes.replaceAll("\r\n", "\n"), isAnnounced }
    const seeing = await publishRelease({ ...wish, actor, isDryRun: true })
    const shown = describeRelease(seeing, { isAnnounced, locale: env().SHOP_LOCALE })
    if (seen === undefined) return { shown }
    if (seen !== shown.join(" "))
      return { shown, message: "It is no longer what you saw, so nothing was done. Look again." }
    await publishRelease({ ...wish, actor, isDryRun: false })
    return `${back({ product })}?done=${isAnnounced ? "released-mailed" : "released"}`
  },
)

const ofVersion = z.object({ product: slug, version: z.string().max(40) })

/** Makes the version before the newest one again. */
export const takeBack = adminAction(ofVersion, back, async ({ product, version }, actor) => {
  await withdrawRelease({ slug: product, version, actor })
  return "withdrawn"
})

/** Lets a version that was taken back be out again. */
export const bringBack = adminAction(ofVersion, back, async ({ product, version }, actor) => {
  await restoreRelease({ slug: product, version, actor })
  return "restored"
})
