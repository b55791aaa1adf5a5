/** What a number is: how many, minor units of a currency, whole days, or a share (0.25 is 25 %). */
export type Unit = "count" | "money" | "days" | "share"

/** One column of a metric. */
export type Measure = {
  id: string
  title: string
  unit: Unit
  /** What it is where nothing happened: 0, or no number at all (the mean of nothing). */
  none: 0 | null
  /** Shown large, above all others. */
  isHeadline?: true
}

/** What a metric's rows are of: plans, amounts, moments, … */
export type Grouping = { title: string; unit: "text" | "money" | "days" | "moment" }

/** What is asked of a metric: figures over [since, until), and over the periods that it is cut into. */
export type Asked = {
  since: Date
  until: Date
  /** Where each period begins, the first one at `since`; each ends where the next one begins. */
  starts: Date[]
  now: Date
}

export type Row = {
  /** 0: all of [since, until); n: the n-th of its periods. */
  period: number
  /** What it is of; null: of everything. A moment in ISO 8601, an amount in minor units, days. */
  of: string | number | null
  /** ISO 4217, lower case; null: the row has no money in it. */
  currency: string | null
  /** By the measures' ids. */
  values: Record<string, number | null>
}

export type MetricFacts = {
  /** Its name in files and on the command line. */
  id: string
  title: string
  /** What exactly is counted, in a sentence or two for the shop's owner. */
  definition: string
  /**
   * - periods: a figure for the whole and for each period.
   * - whole: figures for the whole alone, one for each of what they are of.
   * - list: every single value, each with how often it is there, for files; pages show it in ranges.
   */
  scope: "periods" | "whole" | "list"
  /** Null: each row is of everything. */
  by: Grouping | null
  measures: [Measure, ...Measure[]]
}

/**
 * One figure of the shop: what it is, and how it is read. The page, the file and the command line show
 * whatever stands in `metrics`, and know none by its name.
 */
export type Metric = MetricFacts & { read: (asked: Asked) => Promise<Row[]> }
