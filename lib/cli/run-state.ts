import { type Child, endGroup } from "@/lib/cli/child"
import {
  lockPath,
  type RunRecord,
  readRunRecord,
  removeRunRecord,
  saveRunRecord,
} from "@/lib/cli/data-folder"
import { ExpectedError } from "@/lib/cli/expected-error"
import { identity, isAlive, tryLock } from "@/lib/cli/lock.mjs"

/** The hold on a data folder, and what is known of what runs on it. */
export type RunState = {
  record: RunRecord
  update: (change: Partial<RunRecord>) => void
  /** Remembers a child, so that the next start finds it should this process die suddenly. */
  add: (child: Child) => void
  release: () => void
}

/**
 * Takes the data folder for this process, and ends what a process that died suddenly left running on
 * it. Throws a sentence with the address when a shop runs there already.
 */
export async function takeDataFolder(folder: string, what: string): Promise<RunState> {
  const { release, holder } = tryLock(lockPath(folder), what)
  if (!release) throw new ExpectedError(describe(folder, holder.pid, holder.what))
  for (const left of readRunRecord(folder)?.children ?? [])
    if (isAlive(left)) await endGroup(left.pid, () => isAlive(left))
  const record: RunRecord = {
    ...identity(process.pid),
    url: "",
    sandboxUrl: "",
    databaseUrl: "",
    ports: {},
    ready: false,
    children: [],
  }
  const save = () => saveRunRecord(folder, record)
  save()
  return {
    record,
    update: (change) => {
      Object.assign(record, change)
      save()
    },
    add: (child) => {
      record.children = record.children.filter((known) => isAlive(known))
      record.children.push({ name: child.name, ...identity(child.pid) })
      save()
    },
    release: () => {
      removeRunRecord(folder)
      release()
    },
  }
}

/** The record of the shop that runs on a data folder now; undefined when none does. */
export function findRunningShop(folder: string): RunRecord | undefined {
  const record = readRunRecord(folder)
  return record?.ready && isAlive(record) ? record : undefined
}

function describe(folder: string, pid: number, what: string): string {
  if (what !== "shop")
    return `"${what}" (process ${pid}) is using ${folder}. Wait until it is done.`
  const url = readRunRecord(folder)?.url
  const at = url ? ` at ${url}` : ", and is still starting"
  return `The shop is already running${at} (process ${pid}, data in ${folder}). Stop it with Ctrl-C there, or: kill ${pid}`
}
