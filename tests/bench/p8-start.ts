import { chmod, mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { makeClone, startNpm, timeBuild } from "@/tests/bench/clone"
import { compare, interleave, type RowResult, spreadOf } from "@/tests/bench/measure"
import type { Effort } from "@/tests/bench/rows"

/** P8: `npm start` of a fresh clone until it answers, beside `next build` alone of another one. */
export async function measureStart({ rounds, quick, say }: Effort): Promise<RowResult> {
  const home = await mkdtemp(join(tmpdir(), "kiosk-bench-start-"))
  // PostgreSQL runs as another user where root starts it.
  await chmod(home, 0o755)
  const second: number[] = []
  let round = 0
  const sides = [
    {
      name: "npm start",
      round: async () => {
        const folder = join(home, `start-${++round}`)
        await makeClone(folder)
        const first = await startNpm(folder)
        await first.stop()
        const again = await startNpm(folder)
        await again.stop()
        await rm(folder, { recursive: true })
        // The round that does not count warms the machine for both starts.
        if (round > 1) second.push(again.seconds)
        return first.seconds
      },
    },
    {
      name: "next build",
      round: async () => {
        const folder = join(home, `build-${round}`)
        await makeClone(folder)
        const seconds = await timeBuild(folder)
        await rm(folder, { recursive: true })
        return seconds
      },
    },
  ]
  try {
    const [starts = [], builds = []] = await interleave(sides, quick ? 1 : rounds, say)
    return {
      findings: [
        compare(
          starts,
          { name: "next build alone", figures: builds },
          { what: "first start", unit: "s", goal: { of: "ratio", op: "≤", limit: 2 } },
        ),
        {
          what: "second start",
          unit: "s",
          ours: spreadOf(second),
          reference: null,
          goal: { of: "ours", op: "≤", limit: 5 },
        },
      ],
      sentences: [
        "`npm start` in a fresh clone of HEAD whose packages are installed (hard links), with nothing configured, until `/api/health` and the catalogue with the demonstration answer 200: it generates the database client, makes a PostgreSQL cluster, migrates, loads the demonstration, builds, and starts sandbox, worker and web server. Beside it `next build` alone in a second such clone, its client generated beforehand.",
        "The second start is the same command again in the same clone.",
      ],
    }
  } finally {
    await rm(home, { recursive: true, force: true })
  }
}
