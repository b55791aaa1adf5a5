import type { RowResult } from "@/tests/bench/measure"

export type RowName = "P1" | "P2" | "P3" | "P4" | "P5" | "P6" | "P7" | "P8"

/** How much is measured, and whom to tell about it. */
export type Effort = {
  rounds: number
  /** A fraction of the work, to see that a row runs; its figures mean little. */
  quick: boolean
  say: (line: string) => void
}

type Row = {
  title: string
  /** Runs in a process of its own, whose settings are a shop's on an empty database. */
  load: () => Promise<(effort: Effort) => Promise<RowResult>>
}

/** The rows of performance.md that are measured here. */
export const rows: Record<RowName, Row> = {
  P1: {
    title: "store and apply a signed Stripe event, in process",
    load: async () => (await import("@/tests/bench/p1-receive-event")).measureReceiveEvent,
  },
  P2: {
    title: "the same over HTTP, through the route handler",
    load: async () => (await import("@/tests/bench/p2-webhook-route")).measureWebhookRoute,
  },
  P3: {
    title: "catalogue page and product page, with the visitor's own buttons",
    load: async () => (await import("@/tests/bench/p3-pages")).measurePages,
  },
  P4: {
    title: "gated download",
    load: async () => (await import("@/tests/bench/p4-downloads")).measureDownloads,
  },
  P5: {
    title: "search with ownership flags",
    load: async () => (await import("@/tests/bench/p5-search")).measureSearch,
  },
  P6: {
    title: "library page of a customer with 1,000 purchases",
    load: async () => (await import("@/tests/bench/p6-library")).measureLibrary,
  },
  P7: {
    title: "release mail to 100,000 owners",
    load: async () => (await import("@/tests/bench/p7-release-mail")).measureReleaseMail,
  },
  P8: {
    title: "npm start of a fresh clone, and again",
    load: async () => (await import("@/tests/bench/p8-start")).measureStart,
  },
}

/** The rows of these names. Throws on an unknown one. */
export function chooseRows(names: string[]): RowName[] {
  const all: RowName[] = ["P1", "P2", "P3", "P4", "P5", "P6", "P7", "P8"]
  const wanted = names.map((name) => name.toUpperCase())
  const unknown = wanted.find((name) => !all.some((row) => row === name))
  if (unknown) throw new Error(`There is no row ${unknown}: ${all.join(", ")}.`)
  return wanted.length === 0 ? all : all.filter((row) => wanted.includes(row))
}
