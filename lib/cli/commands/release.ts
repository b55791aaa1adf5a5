import { readFile } from "node:fs/promises"
import { setTimeout as wait } from "node:timers/promises"
import { Command } from "commander"
import { z } from "zod"
import { COMMAND_LINE } from "@/lib/audit/store"
import { carryOut, sayUnchanged, withDryRun } from "@/lib/cli/dry-run"
import { followProgress } from "@/lib/cli/follow-progress"
import { print, table } from "@/lib/cli/output"
import { AppError, messageOf } from "@/lib/errors"
import { sendBatches } from "@/lib/jobs/send-batches"
import { announceRelease } from "@/lib/releases/announce-release"
import { type PublishedRelease, publishRelease } from "@/lib/releases/publish-release"
import { restoreRelease } from "@/lib/releases/restore-release"
import {
  hasBusyBatch,
  listVersionFigures,
  type MailFigures,
  type VersionFigures,
} from "@/lib/releases/store/figures"
import { findShelf } from "@/lib/releases/store/shelf"
import { withdrawRelease } from "@/lib/releases/withdraw-release"

const given = z.object({
  json: z.boolean(),
  file: z.array(z.string()),
  version: z.string().optional(),
  notes: z.string().optional(),
  notesFile: z.string().optional(),
  onlyThese: z.boolean(),
  mail: z.boolean(),
  dryRun: z.boolean(),
})
type Given = z.infer<typeof given>

/** `release` and `releases`. */
export function releaseCommands(): Command[] {
  return [release(), releases()]
}

function release(): Command {
  const collect = (one: string, before: string[]) => [...before, one]
  return new Command("release")
    .description("brings a new version to everyone who has a product (docs/releases.md)")
    .argument("<product>", "the product's slug")
    .option("--file <path>", "a file; <edition>=<path> where there are several", collect, [])
    .option("--version <version>", "what it is called; the next one after the newest, unless given")
    .option("--notes <text>", "what is new, in Markdown")
    .option("--notes-file <path>", "the same from a file")
    .option("--only-these", "leave out the editions' other files", false)
    .option("--no-mail", "put it on the shelf, and write to nobody")
    .option("--dry-run", "change nothing, and say what would be done", false)
    .addHelpText(
      "after",
      "\nWrites to each owner once. The same command again goes on where it was, and writes to nobody twice.",
    )
    .action(async (slug: string, raw: unknown) => run(slug, given.parse(raw)))
}

async function run(slug: string, options: Given): Promise<void> {
  const upload = followProgress("bytes put into the store")
  const published = await publishRelease({
    slug,
    files: options.file,
    version: options.version ?? null,
    notes: await readNotes(options),
    isWhole: options.onlyThese,
    isDryRun: options.dryRun,
    actor: COMMAND_LINE,
    onProgress: upload.show,
  }).finally(() => upload.stop())
  if (options.dryRun) {
    print(options, { ...published, isDryRun: true }, rehearsed(published, options))
    return
  }
  const queuedNow = options.mail ? await announce(published) : 0
  const mails = await figuresOf(slug, published.releaseId)
  print(options, { ...published, queuedNow, mails }, [
    ...described(published),
    ...ownersLine(published),
    ...(options.mail ? [`queued now ${count(queuedNow)}`] : ["No mail was written."]),
    mailLine(mails),
  ])
  if (mails.failed > 0 || (options.mail && mails.waiting > 0)) process.exitCode = 1
}

async function announce({ releaseId, product, owners }: PublishedRelease): Promise<number> {
  const queueing = followProgress("owners queued")
  const queued = await announceRelease(releaseId, (done) => {
    if (owners.toTell > 0) queueing.show({ done, total: owners.toTell })
  }).finally(() => queueing.stop())
  const total = (await figuresOf(product.slug, releaseId)).waiting
  const sending = followProgress("mails sent")
  let done = 0
  const onSent = (count: number) => {
    done += count
    if (done > 0 && total > 0) sending.show({ done: Math.min(done, total), total })
  }
  try {
    await sendBatches(onSent)
    // What the worker has taken: not what failed, which is tried again later.
    while (await hasBusyBatch(releaseId)) {
      await wait(500)
      await sendBatches(onSent)
    }
  } finally {
    sending.stop()
  }
  return queued
}

async function readNotes({ notes, notesFile }: Given): Promise<string> {
  if (notes !== undefined && notesFile !== undefined)
    throw new AppError("invalid", "Give either --notes or --notes-file.")
  if (notesFile === undefined) return notes ?? ""
  return readFile(notesFile, "utf8").catch((error: unknown) => {
    throw new AppError("invalid", `${notesFile} can't be read: ${messageOf(error)}`)
  })
}

async function figuresOf(slug: string, releaseId: string): Promise<MailFigures> {
  const one = (await listFigures(slug)).find((version) => version.releaseId === releaseId)
  if (!one) throw new AppError("not-found", `There is no such version of ${slug}.`)
  return one.mails
}

async function listFigures(slug: string): Promise<VersionFigures[]> {
  const shelf = await findShelf(slug)
  if (!shelf) throw new AppError("not-found", `There is no product ${slug}.`)
  return listVersionFigures(shelf.productId)
}

function rehearsed(published: PublishedRelease, { mail }: Given): string[] {
  const { toTell } = published.owners
  return [
    ...described(published),
    ...ownersLine(published),
    mail ? `would queue ${count(toTell)}` : "No mail would be written.",
    "Nothing was changed.",
  ]
}

function described(published: PublishedRelease): string[] {
  const { product, version, isNew, added, kept, downloadsRaised } = published
  if (!isNew) return [`${product.slug} ${version} has these files already.`]
  return [
    `${product.slug} ${version}`,
    ...added.map(
      ({ edition, name, size }) => `  ${edition}: ${name}, ${count(Number(size))} bytes`,
    ),
    ...kept.map(({ edition, name }) => `  ${edition}: ${name}, as before`),
    ...(downloadsRaised > 0 ? [`${count(downloadsRaised)} purchases have downloads again.`] : []),
  ]
}

function ownersLine({ owners: { owners, optedOut, unreachable } }: PublishedRelease): string[] {
  const dead = unreachable > 0 ? `, ${count(unreachable)} with an address that takes no mail` : ""
  return [`owners ${count(owners)}, opted out ${count(optedOut)}${dead}`]
}

function mailLine(mails: MailFigures): string {
  const { sent, waiting, failed, delivered, bounced, complained } = mails
  return `sent ${count(sent)}, waiting ${count(waiting)}, failed ${count(failed)}, delivered ${count(delivered)}, bounced ${count(bounced)}, complained ${count(complained)}`
}

function releases(): Command {
  return withDryRun(new Command("releases"))
    .description("lists a product's versions, with what became of the mails about each")
    .argument("<product>", "the product's slug")
    .option("--take-back <version>", "first make the version before the newest again")
    .option("--bring-back <version>", "first let a version that was taken back be out again")
    .action(async (slug: string, raw: unknown) => {
      const options = z
        .object({
          json: z.boolean(),
          dryRun: z.boolean(),
          takeBack: z.string().optional(),
          bringBack: z.string().optional(),
        })
        .parse(raw)
      const { takeBack, bringBack } = options
      if (takeBack !== undefined && bringBack !== undefined)
        throw new AppError("invalid", "Give --take-back or --bring-back, not both.")
      const actor = COMMAND_LINE
      const versions = await carryOut(options, async () => {
        if (takeBack !== undefined) await withdrawRelease({ slug, version: takeBack, actor })
        if (bringBack !== undefined) await restoreRelease({ slug, version: bringBack, actor })
        return listFigures(slug)
      })
      const lines = versions.map(({ version, releasedAt, mails, downloadedBy }) => [
        version,
        releasedAt.toISOString().slice(0, 10),
        ...[mails.waiting, mails.sent, mails.delivered, mails.bounced].map(count),
        ...[mails.complained, mails.failed, mails.leftOut, downloadedBy].map(count),
      ])
      const headings =
        "VERSION RELEASED WAITING SENT DELIVERED BOUNCED COMPLAINED FAILED LEFT-OUT DOWNLOADED"
      print(options, versions, [
        ...table(headings.split(" "), lines, `${slug} has no version.`),
        ...sayUnchanged(options),
      ])
    })
}

function count(n: number): string {
  return n.toLocaleString("en-US")
}
