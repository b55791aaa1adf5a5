import { parseArgs } from "node:util"
import { startChild, typescript } from "@/lib/cli/child"
import type { RowResult } from "@/tests/bench/measure"
import { openPlace } from "@/tests/bench/place"
import { printResults, writeResults } from "@/tests/bench/report"
import { chooseRows, type RowName, rows } from "@/tests/bench/rows"

const usage = `npm run bench [-- P1 P3 …] [--rounds n] [--quick]
  --rounds n   rounds that count, of each side by turns (5)
  --quick      a fraction of the work, to see that all runs; writes no RESULTS.md`

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: "string", default: "5" },
    quick: { type: "boolean", default: false },
    help: { type: "boolean", short: "h", default: false },
  },
})

const results: { row: RowName; title: string; result: RowResult }[] = []
if (values.help) process.stdout.write(`${usage}\n`)
else await runAll()

async function runAll(): Promise<void> {
  for (const row of chooseRows(positionals)) {
    const { title } = rows[row]
    process.stdout.write(`\n${row}: ${title}\n`)
    results.push({ row, title, result: await runRow(row) })
    // After each row: a failure of the next one must not lose it.
    if (!values.quick) await writeResults(results)
  }
  printResults(results)
}

/** Runs a row in a process of its own on a place of its own, both gone afterwards. */
async function runRow(row: RowName): Promise<RowResult> {
  const place = await openPlace()
  const said: string[] = []
  let found: RowResult | undefined
  try {
    const child = startChild({
      name: row,
      args: typescript(
        "tests/bench/run-row.ts",
        row,
        values.rounds,
        values.quick ? "quick" : "whole",
      ),
      env: place.env,
      onLine: (line) => {
        if (line.startsWith("bench-says ")) process.stdout.write(`  ${line.slice(11)}\n`)
        else if (line.startsWith("bench-found ")) found = JSON.parse(line.slice(12))
        // The shop's log, thousands of lines of it.
        else if (!line.startsWith("{")) said.push(line)
      },
    })
    const onSignal = () => void child.stop(2_000)
    process.once("SIGINT", onSignal).once("SIGTERM", onSignal)
    const code = await child.exited
    process.off("SIGINT", onSignal).off("SIGTERM", onSignal)
    // What the row started itself ends with its group.
    await child.stop(0)
    if (code !== 0 || !found) throw new Error(`${row} failed (${code}).\n${said.join("\n")}`)
    return found
  } finally {
    await place.close()
  }
}
