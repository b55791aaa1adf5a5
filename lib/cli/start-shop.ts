import { actionsKey } from "@/lib/cli/actions-key"
import { awaitAnswer } from "@/lib/cli/await-answer"
import { buildWeb, markServed } from "@/lib/cli/build-web"
import { keep } from "@/lib/cli/keep"
import { type LoadedSettings, requireComplete } from "@/lib/cli/load-settings"
import { choosePort } from "@/lib/cli/ports"
import { takeDataFolder } from "@/lib/cli/run-state"
import { askedPorts, portNumber, shopVariables, standInsFor } from "@/lib/cli/settings"
import { adopt, killParts, type Parts, stopParts } from "@/lib/cli/shop-parts"
import { type Backend, startBackend } from "@/lib/cli/start-backend"
import { administratorSignIn, startWebProcess } from "@/lib/cli/start-parts"

export type Shop = {
  url: string
  /** Null without a stand-in. */
  sandboxUrl: string | null
  /** Where the stand-in keeps what the shop mails; null when mail is real. */
  mailboxUrl: string | null
  /** The administrator and a link that signs them in; null unless mail is the stand-in's. */
  administrator: Promise<{ email: string; url: string } | null>
  /** Settles, with a sentence, when the shop cannot go on. */
  failed: Promise<string>
}

export type Starting = {
  shop: Promise<Shop>
  /** Ends everything in order, also half-way through the start. Safe to call again. */
  stop: () => Promise<void>
  /** Ends everything at once. */
  kill: () => void
}

export type StartOptions = { development: boolean; say: (line: string) => void }

/**
 * Starts all of the shop: database, stand-ins, worker, build and web server, as much of it as
 * possible at the same time. `say` hears of progress, line by line.
 */
export function startShop(settings: LoadedSettings, options: StartOptions): Starting {
  const parts: Parts = { stopped: false, passing: [] }
  const shop = start(settings, options, parts)
  const settled = shop.then(
    () => {},
    () => {},
  )
  let stopping: Promise<void> | undefined
  const stop = async () => {
    await stopParts(parts)
    await settled
    // What came up while the first round was under way.
    await stopParts(parts)
    parts.state?.release()
  }
  return {
    shop,
    stop: () => (stopping ??= stop()),
    kill: () => killParts(parts),
  }
}

async function start(settings: LoadedSettings, options: StartOptions, parts: Parts): Promise<Shop> {
  const { say } = options
  requireComplete(settings.given)
  const state = await takeDataFolder(settings.dataFolder, "shop")
  parts.state = state

  const since = stopwatch()
  const standIns = standInsFor(settings.given)
  const ports = await choosePorts(settings.given, say)
  const key = actionsKey(settings.given)
  const env: Record<string, string> = {
    ...shopVariables(settings.given, settings.data, ports),
    NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: key,
  }
  const url = env.PUBLIC_URL ?? ""
  const sandboxUrl = ports.sandbox ? `http://localhost:${ports.sandbox}` : null
  state.update({ url, sandboxUrl: sandboxUrl ?? "", ports })

  const backend: Backend = { ...settings, env, standIns, ports, parts, say, since }
  const [folder] = await Promise.all([build(options, key, parts, since), startBackend(backend)])
  const web = keep("web", () => adopt(parts, startWebProcess(env, folder, ports.shop, say)), {
    say,
    limit: 4,
  })
  parts.web = web
  await awaitAnswer(`http://127.0.0.1:${ports.shop}/api/health`, 120, web.failed)
  state.update({ ready: true })
  say(`Shop ready, ${since()}.`)
  return {
    administrator: standIns.mail ? administratorOf(env, parts) : Promise.resolve(null),
    url,
    sandboxUrl,
    mailboxUrl: standIns.mail ? `${sandboxUrl}/mail` : null,
    failed: Promise.race([web.failed, databaseGone(parts)]),
  }
}

// After the shop is ready: nobody waits for it, and a shop without the line is a shop all the same.
async function administratorOf(env: Record<string, string>, parts: Parts) {
  try {
    return await administratorSignIn(env, (child) => parts.passing.push(adopt(parts, child)))
  } catch {
    return null
  }
}

async function build(
  { development, say }: StartOptions,
  actionsKey: string,
  parts: Parts,
  since: () => string,
): Promise<string | null> {
  if (development) return null
  const { folder, built } = await buildWeb({
    actionsKey,
    say,
    onChild: (child) => parts.passing.push(adopt(parts, child)),
  })
  if (built) say(`Built, ${since()}.`)
  await markServed(folder)
  parts.served = folder
  return folder
}

async function choosePorts(given: Record<string, string>, say: (line: string) => void) {
  const asked = askedPorts(given)
  const needs = standInsFor(given)
  const postgres = portNumber(given, "POSTGRES_PORT")
  return {
    shop: await choosePort("PORT", asked.shop, 3000, say),
    sandbox:
      needs.stripe || needs.mail ? await choosePort("SANDBOX_PORT", asked.sandbox, 4242, say) : 0,
    postgres: needs.database ? await choosePort("POSTGRES_PORT", postgres, 5439, say) : 0,
  }
}

function databaseGone({ postgres }: Parts): Promise<string> {
  return new Promise((resolve) => {
    void postgres?.exited.then(() => resolve("the database ended"))
  })
}

function stopwatch(): () => string {
  const started = Date.now()
  return () => `${((Date.now() - started) / 1000).toFixed(1)} s`
}
