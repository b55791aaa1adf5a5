import { mkdtemp, readFile, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { z } from "zod"
import { actionsKey } from "@/lib/cli/actions-key"
import { buildWeb } from "@/lib/cli/build-web"
import { bundleEntries } from "@/lib/cli/bundle"
import { type Child, startChild } from "@/lib/cli/child"
import { ensureChromium } from "@/lib/cli/chromium"

export type Count = { passed: number; failed: number }
export type Stage = { name: string; run: () => Promise<Count> }

const running = new Set<Child>()

/** Ends the stage that is under way. */
export async function endStages(): Promise<void> {
  await Promise.all([...running].map((child) => child.stop(8_000)))
}

export const format: Stage = {
  name: "format",
  run: async () => one(await tool("biome", ["check", "."])),
}

export const lint: Stage = {
  name: "lint",
  run: async () => one(await tool("oxlint", ["--type-aware"])),
}

export const types: Stage = {
  name: "types",
  run: async () => {
    const generated = await tool("next", ["typegen"])
    return one(generated || (await tool("tsc", ["--noEmit", "-p", "."])))
  },
}

export const unit: Stage = { name: "unit", run: () => vitest("unit") }
export const integration: Stage = { name: "integration", run: () => vitest("integration") }

export const build: Stage = {
  name: "build",
  run: async () => {
    const say = (line: string) => console.log(line)
    await buildWeb({ actionsKey: actionsKey(given()), say, onChild: (child) => void track(child) })
    await bundleEntries()
    return { passed: 1, failed: 0 }
  },
}

export const endToEnd: Stage = {
  name: "e2e",
  run: async () => {
    const chromium = await ensureChromium((line) => console.log(line))
    return withReport(async (file) => ({
      code: await tool("playwright", ["test", "--config", "tests/e2e/playwright.config.ts"], {
        PLAYWRIGHT_JSON_OUTPUT_NAME: file,
        ...(chromium ? { CHROMIUM_PATH: chromium } : {}),
      }),
      count: playwrightCount,
    }))
  },
}

function vitest(project: string): Promise<Count> {
  return withReport(async (file) => ({
    code: await tool("vitest", [
      "run",
      `--project=${project}`,
      "--reporter=default",
      "--reporter=json",
      `--outputFile.json=${file}`,
    ]),
    count: vitestCount,
  }))
}

/** What a report says, made honest: a failure without a failed test, or no test at all, is one. */
async function withReport(
  work: (file: string) => Promise<{ code: number; count: (report: unknown) => Count }>,
): Promise<Count> {
  const folder = await mkdtemp(join(tmpdir(), "kiosk-report-"))
  try {
    const file = join(folder, "report.json")
    const { code, count } = await work(file)
    const text = await readFile(file, "utf8").catch(() => undefined)
    const { passed, failed } = text ? count(JSON.parse(text)) : { passed: 0, failed: 0 }
    const unexplained = failed === 0 && (code !== 0 || passed === 0)
    return { passed, failed: unexplained ? 1 : failed }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const vitestReport = z.object({
  numPassedTests: z.number(),
  testResults: z.array(
    z.object({
      status: z.string(),
      assertionResults: z.array(z.object({ status: z.string() })),
    }),
  ),
})

function vitestCount(report: unknown): Count {
  const { numPassedTests, testResults } = vitestReport.parse(report)
  const failed = testResults.map(({ status, assertionResults }) => {
    const tests = assertionResults.filter((test) => test.status === "failed").length
    // A file that could not even be loaded.
    return tests === 0 && status === "failed" ? 1 : tests
  })
  return { passed: numPassedTests, failed: failed.reduce((sum, n) => sum + n, 0) }
}

const playwrightReport = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number() }),
})

function playwrightCount(report: unknown): Count {
  const { stats } = playwrightReport.parse(report)
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected }
}

async function tool(
  name: string,
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<number> {
  const colours: Record<string, string> = process.stdout.isTTY ? { FORCE_COLOR: "1" } : {}
  const child = startChild({
    name,
    args: [`node_modules/.bin/${name}`, ...args],
    env: { ...colours, NODE_ENV: "test", ...env },
    onLine: (line) => console.log(line),
  })
  return track(child)
}

async function track(child: Child): Promise<number> {
  running.add(child)
  return child.exited.finally(() => running.delete(child))
}

function one(code: number): Count {
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
}

function given(): Record<string, string> {
  const key = process.env.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY
  return key ? { NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: key } : {}
}
