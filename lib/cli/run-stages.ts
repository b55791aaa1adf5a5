import { ExpectedError } from "@/lib/cli/expected-error"
import { type Count, endStages, type Stage } from "@/lib/cli/stages"

/**
 * Runs the stages one after another, all of them whatever fails, and ends the process: with 1 when
 * anything failed. The last line is the sum. What needs a stage that failed fails with it.
 */
export async function runStages(
  stages: readonly Stage[],
  needs: Partial<Record<string, string>> = {},
): Promise<never> {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
    process.once(signal, () => void endStages().then(() => process.exit(130)))
  const results: { name: string; count: Count; seconds: number }[] = []
  for (const stage of stages) {
    console.log(`\n== ${stage.name}`)
    const started = Date.now()
    const broken = results.find(({ name, count }) => name === needs[stage.name] && count.failed > 0)
    const count = broken ? skipped(stage.name, broken.name) : await attempt(stage)
    results.push({ name: stage.name, count, seconds: (Date.now() - started) / 1000 })
  }
  console.log("")
  for (const { name, count, seconds } of results)
    console.log(
      `${name.padEnd(12)} ${count.passed} passed, ${count.failed} failed  ${seconds.toFixed(1)} s`,
    )
  const sum = (key: keyof Count) => results.reduce((total, { count }) => total + count[key], 0)
  console.log(`\n${sum("passed")} passed, ${sum("failed")} failed`)
  process.exit(sum("failed") > 0 ? 1 : 0)
}

async function attempt(stage: Stage): Promise<Count> {
  try {
    return await stage.run()
  } catch (error) {
    console.log(error instanceof ExpectedError ? error.message : error)
    return { passed: 0, failed: 1 }
  }
}

function skipped(name: string, needed: string): Count {
  console.log(`${name} cannot run: ${needed} failed.`)
  return { passed: 0, failed: 1 }
}
