import { typescript } from "@/lib/cli/child"
import { closeDb } from "@/lib/db"
import { atATime } from "@/tests/bench/at-a-time"
import { type CustomerEvents, customerEvents } from "@/tests/bench/customer-events"
import { compare, type Finding, interleave, type RowResult } from "@/tests/bench/measure"
import { checkMirrors, saveCustomers } from "@/tests/bench/mirror-check"
import { openPoster } from "@/tests/bench/post-event"
import type { Effort } from "@/tests/bench/rows"
import { type Server, startServer } from "@/tests/bench/servers"
import { startShopServer } from "@/tests/bench/shop-server"
import { startBareServer } from "@/tests/bench/sides/bare-server"
import { migrateEngine } from "@/tests/bench/sides/sync-engine"

/** P2: the webhook of the production server, the engine behind node:http, and a bare Next route. */
export async function measureWebhookRoute(effort: Effort): Promise<RowResult> {
  await migrateEngine()
  const events = customerEvents()
  await saveCustomers(events)
  const servers: Server[] = []
  const started = async (server: Promise<Server>) => {
    servers.push(await server)
    return (await server).origin
  }
  try {
    const addresses = {
      shop: `${await started(startShopServer(effort.say))}/api/webhooks/stripe`,
      engine: await started(startEngineServer()),
      bare: `${await started(startBareServer(effort.say))}/api/hook`,
    }
    return await measure(effort, events, addresses)
  } finally {
    for (const server of servers) await server.stop()
    await closeDb()
  }
}

function startEngineServer(): Promise<Server> {
  return startServer({
    name: "engine",
    args: () => typescript("tests/bench/sides/engine-server.ts"),
    ready: "/",
  })
}

async function measure(
  { rounds, quick, say }: Effort,
  events: CustomerEvents,
  addresses: { shop: string; engine: string; bare: string },
): Promise<RowResult> {
  const findings: Finding[] = []
  let posted = 0
  for (const count of [1, 16]) {
    const side = (name: string, url: string) => {
      const poster = openPoster(url, count)
      const round = async () => {
        const batch = events.next(quick ? 1_000 : 3_000)
        if (name === "Kiosk") posted += batch.length
        return atATime(count, batch, poster.post)
      }
      return { name, round, close: poster.close }
    }
    const sides = [
      side("Kiosk", addresses.shop),
      side("engine", addresses.engine),
      side("bare route", addresses.bare),
    ]
    say(`customer.updated over HTTP, ${count} at a time`)
    const [ours = [], engine = [], bare = []] = await interleave(sides, rounds, say)
    for (const { close } of sides) close()
    const what = `customer.updated over HTTP, ${count} at a time`
    const finding = (name: string, figures: number[], limit: number) =>
      compare(
        ours,
        { name, figures },
        { what, unit: "events/s", goal: { of: "ratio", op: "≥", limit } },
      )
    findings.push(finding("engine behind node:http", engine, 0.8))
    findings.push(finding("bare Next route", bare, 0.75))
  }
  const proof = await checkLast(events, addresses, posted)
  return {
    findings,
    sentences: [
      "`POST /api/webhooks/stripe` of the production server, with its ledger, beside `@supabase/stripe-sync-engine` 0.48.5 behind `node:http` in a process of its own, and beside a route of a bare Next application that reads the body, answers, and touches neither signature nor database. Connections stay open; one durable PostgreSQL.",
      `Checked: every answer was 200; ${proof}.`,
    ],
  }
}

// Every side got other events; one more turn to both tells that each still does what it answered.
async function checkLast(
  events: CustomerEvents,
  addresses: { shop: string; engine: string },
  posted: number,
): Promise<string> {
  const batch = events.next(1)
  for (const url of [addresses.shop, addresses.engine]) {
    const poster = openPoster(url, 16)
    await atATime(16, batch, poster.post)
    poster.close()
  }
  return checkMirrors(events, posted + batch.length)
}
