import { setTimeout as wait } from "node:timers/promises"
import {
  type LedgerRow,
  listEventIdsAbout,
  listEventsById,
  listEventsNaming,
  listForgottenCustomers,
  recordNamedCustomers,
  savePayloads,
} from "@/lib/account/store/ledger"
import { log } from "@/lib/log"
import { redactEvent } from "@/lib/stripe/redact-event"

const BATCH = 200
const STRETCH = 2_000

/**
 * Takes an erased person out of the ledger of Stripe's events: what is about their payments and
 * customers is found by an index; then the whole ledger is read once, stretch by stretch, for events
 * that name one of their addresses (other sites may share the Stripe account) or customers: a charge of a
 * subscription that failed hangs on no payment of theirs. Ids, types, states,
 * amounts and times stay. Run again, it changes nothing.
 */
export async function redactEvents(person: {
  customerId: string
  addresses: string[]
}): Promise<number> {
  const { customerId, addresses } = person
  await recordNamedCustomers(customerId)
  const ids = await listEventIdsAbout(customerId)
  let redacted = 0
  for (let at = 0; at < ids.length; at += BATCH)
    redacted += await redactAll(await listEventsById(ids.slice(at, at + BATCH)))
  // In lower case, as what they are looked for in.
  const customers = (await listForgottenCustomers(customerId)).map((id) => id.toLowerCase())
  if (addresses.length > 0) redacted += await redactNaming([...addresses, ...customers])
  log.info({ customer: customerId, events: redacted }, "ledger redacted")
  return redacted
}

async function redactNaming(names: string[]): Promise<number> {
  // As they stand in the ledger's JSON.
  const written = names.map((name) => JSON.stringify(name).slice(1, -1))
  let redacted = 0
  for (let after: string | null = ""; after !== null; ) {
    const found = await listEventsNaming(written, patternOf(written), { after, limit: STRETCH })
    redacted += await redactAll(found.events)
    after = found.next
    // Others are served first.
    await wait(1)
  }
  return redacted
}

/** The addresses as whole words: "ada@example.com" is not in "nada@example.com.au". */
function patternOf(written: string[]): string {
  const each = written.map((text) => text.replace(/[^a-z0-9@]/g, (sign) => `\\${sign}`))
  return `(^|[^a-z0-9._%+-])(${each.join("|")})(?![a-z0-9-]|\\.[a-z0-9])`
}

async function redactAll(events: LedgerRow[]): Promise<number> {
  const changed = events
    .map(({ id, payload }) => ({ id, before: payload, payload: redactEvent(payload) }))
    .filter((one) => JSON.stringify(one.before) !== JSON.stringify(one.payload))
  if (changed.length > 0) await savePayloads(changed)
  return changed.length
}
