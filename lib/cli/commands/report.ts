import { Command } from "commander"
import { z } from "zod"
import { print, table } from "@/lib/cli/output"
import { env } from "@/lib/env"
import { AppError } from "@/lib/errors"
import { buildReport, type Report } from "@/lib/reports/build-report"
import { metrics } from "@/lib/reports/metrics"
import { readPeriod } from "@/lib/reports/read-period"
import { reportCsv } from "@/lib/reports/report-csv"
import type { MetricFacts } from "@/lib/reports/rules/metric"
import { type FigureTable, tablesOf } from "@/lib/reports/rules/tables"
import { spanInWords } from "@/lib/reports/rules/words"

const given = z.object({
  json: z.boolean(),
  csv: z.boolean(),
  since: z.string().default(""),
  until: z.string().default(""),
  every: z.string().optional(),
  metric: z.array(z.string()),
})
type Given = z.infer<typeof given>

/** `report`. */
export function reportCommands(): Command[] {
  const collect = (one: string, before: string[]) => [...before, one]
  return [
    new Command("report")
      .description("the shop's figures over a period (docs/figures.md)")
      .option("--since <day>", "the first day; 30 days before the end, unless given")
      .option("--until <day>", "the first day that is not in it any more; tomorrow, unless given")
      .option("--every <period>", "cut it into periods: day, week, month or year")
      .option("--metric <id>", "only this one; may be given several times", collect, [])
      .option("--csv", "print CSV", false)
      .addHelpText("after", () => `\nMetrics:\n${metrics.map(listed).join("\n")}`)
      .action(async (raw: unknown) => run(given.parse(raw))),
  ]
}

async function run(options: Given): Promise<void> {
  if (options.csv && options.json) throw new AppError("invalid", "Choose one of --csv and --json.")
  const unknown = options.metric.find((id) => !metrics.some((metric) => metric.id === id))
  if (unknown)
    throw new AppError(
      "invalid",
      `There is no metric ${unknown}. There are: ${metrics.map(({ id }) => id).join(", ")}.`,
    )
  const { span, fault } = readPeriod({ ...options, every: options.every ?? "" })
  if (fault) throw new AppError("invalid", fault)
  const every = options.every ? span.every : null
  const report = await buildReport({ ...span, every }, (metric) => isWanted(metric, options))
  if (options.csv) process.stdout.write(reportCsv(report))
  else print(options, report, inWords(report))
}

// Long lists of moments tell people nothing, unless they ask.
function isWanted({ id, scope, by }: MetricFacts, { metric, csv, json }: Given): boolean {
  if (metric.length > 0) return metric.includes(id)
  return csv || json || scope !== "list" || by?.unit !== "moment"
}

function inWords(report: Report): string[] {
  const reader = { locale: env().SHOP_LOCALE, timeZone: report.timeZone }
  return [
    `${spanInWords(report, reader)} (${report.timeZone})`,
    ...report.metrics.flatMap((metric) => [
      "",
      metric.title.toUpperCase(),
      ...metricLines(tablesOf(metric, report, reader)),
    ]),
  ]
}

function metricLines(tables: FigureTable[]): string[] {
  if (tables.length === 0) return ["None in this period."]
  return tables.flatMap(({ currency, heading, measures, rows, whole, left }) => [
    ...table(
      [
        currency ? `${heading} (${currency.toUpperCase()})` : heading,
        ...measures.map((one) => one.title),
      ],
      [...rows, ...(whole ? [whole] : [])].map(({ name, texts }) => [name, ...texts]),
      "None.",
    ),
    ...(left > 0 ? [`… and ${left} more: --csv or --json has them all.`] : []),
  ])
}

function listed({ id, title }: MetricFacts): string {
  return `  ${id.padEnd(28)}${title}`
}
