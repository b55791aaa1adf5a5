import { chooseRows, rows } from "@/tests/bench/rows"

// A row's process: what it says and finds goes to the process that started it.
const [name = "", rounds = "5", quick = ""] = process.argv.slice(2)
const [row] = chooseRows([name])
if (!row) throw new Error("No row was named.")

const measure = await rows[row].load()
const result = await measure({
  rounds: Number(rounds),
  quick: quick === "quick",
  say: (line) => void process.stdout.write(`bench-says ${line}\n`),
})
process.stdout.write(`bench-found ${JSON.stringify(result)}\n`, () => process.exit(0))
