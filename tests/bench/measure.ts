/** One of the things compared: a round of its work, and how much of it was done (or how long it took). */
export type Side = { name: string; round: () => Promise<number> }

/** What a side's rounds gave, or the ratios of two sides round by round. */
export type Spread = { median: number; lowest: number; highest: number }

/** "ratio": ours by the reference's; "ours": our own figure. */
export type Goal = { of: "ratio" | "ours"; op: "≥" | "≤"; limit: number }

export type Finding = {
  what: string
  unit: string
  ours: Spread
  /** Null where nothing is compared. */
  reference: { name: string; spread: Spread; ratio: Spread } | null
  /** Null: printed for orientation. */
  goal: Goal | null
}

/** What a row of performance.md gave. */
export type RowResult = {
  findings: Finding[]
  /** What was compared, and how it was checked that all sides did the work. */
  sentences: string[]
}

/**
 * Runs the sides by turns, after one round each that does not count; every second round the other
 * way round, so that none always runs after the same one. Returns each side's figures.
 */
export async function interleave(
  sides: Side[],
  rounds: number,
  say: (line: string) => void,
): Promise<number[][]> {
  const figures = sides.map((): number[] => [])
  for (let round = 0; round <= rounds; round++) {
    const order = [...sides.keys()]
    if (round % 2) order.reverse()
    for (const at of order) {
      const figure = (await sides[at]?.round()) ?? Number.NaN
      if (round > 0) figures[at]?.push(figure)
    }
    const last = sides.map(({ name }, at) => `${name} ${short(figures[at]?.at(-1))}`)
    say(round === 0 ? "warmed up" : `round ${round} of ${rounds}: ${last.join(", ")}`)
  }
  return figures
}

/** Median, lowest and highest. */
export function spreadOf(figures: number[]): Spread {
  const sorted = [...figures].sort((a, b) => a - b)
  const middle = sorted.length / 2
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]]
  return {
    median: ((low ?? Number.NaN) + (high ?? Number.NaN)) / 2,
    lowest: sorted[0] ?? Number.NaN,
    highest: sorted.at(-1) ?? Number.NaN,
  }
}

/** Our rounds beside the reference's; the ratio is taken round by round. */
export function compare(
  ours: number[],
  reference: { name: string; figures: number[] },
  rest: Pick<Finding, "what" | "unit" | "goal">,
): Finding {
  const ratios = ours.map((figure, at) => figure / (reference.figures[at] ?? Number.NaN))
  const { name, figures } = reference
  return {
    ...rest,
    ours: spreadOf(ours),
    reference: { name, spread: spreadOf(figures), ratio: spreadOf(ratios) },
  }
}

/** Whether the median reaches the goal; null: there is none. */
export function isMet({ goal, ours, reference }: Finding): boolean | null {
  if (!goal) return null
  const figure = goal.of === "ours" ? ours.median : (reference?.ratio.median ?? Number.NaN)
  return goal.op === "≥" ? figure >= goal.limit : figure <= goal.limit
}

/** A figure with about three digits. */
export function short(figure: number | undefined): string {
  if (figure === undefined || Number.isNaN(figure)) return "–"
  if (Math.abs(figure) >= 100) return Math.round(figure).toLocaleString("en-US")
  return figure.toFixed(Math.abs(figure) >= 10 ? 1 : 2)
}
