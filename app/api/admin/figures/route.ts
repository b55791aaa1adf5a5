import { findAdministrator } from "@/app/admin/guard"
import { AppError, statusOf } from "@/lib/errors"
import { buildReport } from "@/lib/reports/build-report"
import { readPeriod } from "@/lib/reports/read-period"
import { reportCsv } from "@/lib/reports/report-csv"

const own = { "cache-control": "private, no-store", "x-content-type-options": "nosniff" }

/** The figures of a period as a file, for whoever may open /admin; to anybody else there is none. */
export async function GET(request: Request): Promise<Response> {
  if (!(await findAdministrator())) return refuse(404, "There is nothing here.")
  const asked = new URL(request.url).searchParams
  const field = (name: string) => asked.get(name) ?? ""
  const { span, written, fault } = readPeriod({
    since: field("since"),
    until: field("until"),
    every: field("every"),
  })
  if (fault) return refuse(400, fault)
  try {
    // Spreadsheets take a file for UTF-8 when it says so at its beginning.
    return new Response(`\uFEFF${reportCsv(await buildReport(span))}`, {
      headers: {
        ...own,
        "content-type": "text/csv; charset=utf-8",
        "content-disposition": `attachment; filename="figures-${written.since}-${written.until}.csv"`,
      },
    })
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return refuse(statusOf(error.code), error.message)
  }
}

function refuse(status: number, message: string): Response {
  return new Response(`${message}\n`, {
    status,
    headers: { ...own, "content-type": "text/plain; charset=utf-8" },
  })
}
