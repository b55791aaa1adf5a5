import { join } from "node:path"
import { performance } from "node:perf_hooks"
import { closeDb } from "@/lib/db"
import { env } from "@/lib/env"
import { fetchBytes, type Target } from "@/tests/bench/fetch-bytes"
import { checkBytes, type Good, makeGood, openGrant } from "@/tests/bench/goods"
import { compare, type Finding, interleave, type RowResult } from "@/tests/bench/measure"
import type { Effort } from "@/tests/bench/rows"
import { startShopServer } from "@/tests/bench/shop-server"
import { freePort } from "@/tests/support/free-port"
import { startNginx } from "@/tests/support/nginx"

const MIB = 1024 * 1024

type Origins = { streamed: string; accel: string; nginx: string }

/** P4: a grant's bytes, streamed by Node and handed over to nginx, beside nginx alone. */
export async function measureDownloads(effort: Effort): Promise<RowResult> {
  const files = join(env().KIOSK_DATA, "files")
  const goods = {
    large: await makeGood("large", 1024 * MIB),
    small: await makeGood("small", 100 * 1024),
  }
  const stops: (() => Promise<void>)[] = [closeDb]
  try {
    const streaming = await startShopServer(effort.say)
    stops.push(streaming.stop)
    const handing = await startShopServer(effort.say, {
      ACCEL_PREFIX: "/kiosk-files",
      TRUSTED_PROXIES: "1",
    })
    stops.push(handing.stop)
    const port = await freePort()
    const nginx = await startNginx(handing.origin, files, plainServer(port, files))
    stops.push(nginx.stop)
    return await measure(effort, goods, {
      streamed: streaming.origin,
      accel: nginx.origin,
      nginx: `http://127.0.0.1:${port}`,
    })
  } finally {
    for (const stop of stops.reverse()) await stop()
  }
}

function plainServer(port: number, files: string): string {
  return `server {
    listen 127.0.0.1:${port};
    location /files/ {
      alias ${files}/;
      sendfile on;
      tcp_nopush on;
    }
  }`
}

async function measure(
  { rounds, quick, say }: Effort,
  { large, small }: { large: Good; small: Good },
  origins: Origins,
): Promise<RowResult> {
  const findings: Finding[] = []
  const works = [
    {
      good: large,
      what: "1 GiB",
      times: 1,
      connections: 1,
      unit: "MiB/s",
      per: 1024,
      goals: { accel: 0.8, streamed: 0.5 },
    },
    {
      good: small,
      what: "100 KiB",
      times: quick ? 50 : 200,
      connections: 16,
      unit: "downloads/s",
      per: 1,
      goals: { accel: 0.4, streamed: null },
    },
  ]
  for (const { good, what, times, connections, unit, per, goals } of works) {
    const targets = await targetsOf(good, origins)
    const sides = targets.map(({ name, target }) => ({
      name,
      round: async () => {
        const began = performance.now()
        await Promise.all(Array.from({ length: connections }, () => fetchBytes(target, times)))
        return (times * connections * per) / ((performance.now() - began) / 1000)
      },
    }))
    say(`${what}, ${connections} at a time`)
    const [nginx = [], accel = [], streamed = []] = await interleave(sides, rounds, say)
    const reference = { name: "nginx sendfile", figures: nginx }
    const goal = (limit: number | null) =>
      limit === null ? null : { of: "ratio" as const, op: "≥" as const, limit }
    const label = `${what}, ${connections} at a time`
    findings.push(
      compare(accel, reference, {
        what: `${label}, X-Accel-Redirect`,
        unit,
        goal: goal(goals.accel),
      }),
      compare(streamed, reference, {
        what: `${label}, streamed`,
        unit,
        goal: goal(goals.streamed),
      }),
    )
  }
  return {
    findings,
    sentences: [
      "The address of a grant, whose entitlement is asked anew at each request: streamed by the production server, and handed over with X-Accel-Redirect to Debian's nginx with docs/nginx.conf, beside the same nginx sending the same file by `sendfile` to anybody. The file is in the page cache; the client reads into one buffer and keeps its connections.",
      "Checked: every answer was 200 with the file's length, every byte was counted, and each side's SHA-256 was the file's.",
    ],
  }
}

async function targetsOf(
  good: Good,
  origins: Origins,
): Promise<{ name: string; target: Target }[]> {
  const grant = await openGrant(origins.streamed, good)
  const targets = [
    { name: "nginx", origin: origins.nginx, path: `/files/${good.storageKey}` },
    { name: "X-Accel", origin: origins.accel, path: grant },
    { name: "streamed", origin: origins.streamed, path: grant },
  ]
  for (const { origin, path } of targets) await checkBytes(origin + path, good)
  return targets.map(({ name, ...target }) => ({ name, target: { ...target, size: good.size } }))
}
