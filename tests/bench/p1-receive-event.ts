import { closeDb, pool } from "@/lib/db"
import { receiveEvent } from "@/lib/webhooks/receive-event"
import { atATime } from "@/tests/bench/at-a-time"
import { customerEvents } from "@/tests/bench/customer-events"
import { compare, type Finding, interleave, type RowResult, spreadOf } from "@/tests/bench/measure"
import { checkMirrors, saveCustomers } from "@/tests/bench/mirror-check"
import { checkPurchases, paidEvents } from "@/tests/bench/paid-events"
import type { Effort } from "@/tests/bench/rows"
import { migrateEngine, openEngine } from "@/tests/bench/sides/sync-engine"
import type { SignedEvent } from "@/tests/bench/signed-event"

/** P1: our receiveEvent beside the engine's processWebhook, in this process, on the same events. */
export async function measureReceiveEvent(effort: Effort): Promise<RowResult> {
  const mirrors = await measureMirrors(effort)
  const purchases = await measurePurchases(effort)
  await closeDb()
  return {
    findings: [...mirrors.findings, ...purchases.findings],
    sentences: [...mirrors.sentences, ...purchases.sentences],
  }
}

async function measureMirrors({ rounds, quick, say }: Effort): Promise<RowResult> {
  await migrateEngine()
  const events = customerEvents()
  await saveCustomers(events)
  const findings: Finding[] = []
  let applied = 0
  for (const [count, isDurable] of [
    [1, true],
    [16, true],
    [1, false],
    [16, false],
  ] as const) {
    await waitForDisk(isDurable)
    const engine = openEngine()
    const size = quick ? 400 : count * 200 + 2_000
    // Both sides of a round get the same events.
    let batch: SignedEvent[] = []
    const waiting = new Set<string>()
    const batchFor = (side: string) => {
      if (waiting.delete(side)) return batch
      batch = events.next(size)
      for (const other of ["ours", "theirs"]) if (other !== side) waiting.add(other)
      return batch
    }
    const sides = [
      {
        name: "Kiosk",
        round: () => {
          const all = batchFor("ours")
          applied += all.length
          return atATime(count, all, applyOurs)
        },
      },
      {
        name: "engine",
        round: () =>
          atATime(count, batchFor("theirs"), ({ body, signature }) =>
            engine.processWebhook(body, signature),
          ),
      },
    ]
    const what = `customer.updated, ${count} at a time${isDurable ? "" : ", disk not waited for"}`
    say(what)
    const [ours = [], theirs = []] = await interleave(sides, rounds, say)
    findings.push(
      compare(
        ours,
        { name: "sync-engine", figures: theirs },
        {
          what,
          unit: "events/s",
          goal: isDurable ? { of: "ratio", op: "≥", limit: 2 } : null,
        },
      ),
    )
    await engine.close()
  }
  await waitForDisk(true)
  const proof = await checkMirrors(events, applied)
  return {
    findings,
    sentences: [
      `Our \`receiveEvent\` (signature, ledger row with the payload, copy of the customer, all in one transaction) beside \`processWebhook\` of \`@supabase/stripe-sync-engine\` 0.48.5 (signature, copy of the customer; it keeps no ledger): the same signed events, one process, one PostgreSQL, ten connections each.`,
      "Both sides wait for the disk once an event, which takes as long for one row as for two; without that wait (`synchronous_commit = off`, for both) the ratio is that of the work itself.",
      `Checked: ${proof}.`,
    ],
  }
}

/** Whether a commit waits for the disk, for all connections from now on. */
async function waitForDisk(isOn: boolean): Promise<void> {
  await pool().query(`ALTER DATABASE kiosk SET synchronous_commit = ${isOn ? "on" : "off"}`)
  await closeDb()
}

async function measurePurchases({ rounds, quick, say }: Effort): Promise<RowResult> {
  const findings: Finding[] = []
  let sold = 0
  for (const count of [1, 16]) {
    const side = {
      name: "Kiosk",
      round: async () => {
        const batch = await paidEvents(quick ? 50 : 300)
        sold += batch.length
        return atATime(count, batch, applyOurs)
      },
    }
    say(`checkout.session.completed, ${count} at a time`)
    const [figures = []] = await interleave([side], rounds, say)
    findings.push({
      what: `checkout.session.completed, ${count} at a time`,
      unit: "purchases/s",
      ours: spreadOf(figures),
      reference: null,
      goal: null,
    })
  }
  const proof = await checkPurchases(sold)
  return {
    findings,
    sentences: [
      `Purchases: orders prepared beforehand, paid by their event; each writes customer, purchase, entitlement, receipt and its job. The engine knows no purchases, so there is no reference. Checked: ${proof}.`,
    ],
  }
}

async function applyOurs({ body, signature }: SignedEvent): Promise<void> {
  const { outcome } = await receiveEvent(body, signature)
  if (outcome !== "applied") throw new Error(`An event was ${outcome}.`)
}
