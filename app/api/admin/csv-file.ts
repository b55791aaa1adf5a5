import { toStream } from "@/lib/to-stream"

const own = { "cache-control": "private, no-store", "x-content-type-options": "nosniff" }

/** A CSV file to save, for whoever was let in. */
export function csvFile(name: string, csv: string | AsyncGenerator<string>): Response {
  return new Response(typeof csv === "string" ? csv : toStream(csv), {
    headers: {
      ...own,
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${name}.csv"`,
    },
  })
}

/** Why there is no file. */
export function noFile(status: number, message: string): Response {
  return new Response(`${message}\n`, {
    status,
    headers: { ...own, "content-type": "text/plain; charset=utf-8" },
  })
}
