import { Presets, SingleBar } from "cli-progress"

export type Progress = {
  show: (progress: { done: number; total: number }) => void
  stop: () => void
}

/**
 * Tells on standard error how far long work is: a bar on a terminal, else a counted line at each
 * tenth. Standard output stays the command's result.
 */
export function followProgress(what: string): Progress {
  return process.stderr.isTTY ? bar(what) : lines(what)
}

function bar(what: string): Progress {
  const drawn = new SingleBar(
    { format: `{bar} {percentage}%  {value} of {total} ${what}`, stream: process.stderr },
    Presets.shades_classic,
  )
  return {
    show({ done, total }) {
      if (!drawn.isActive) drawn.start(total, 0)
      drawn.update(done)
    },
    stop: () => drawn.stop(),
  }
}

function lines(what: string): Progress {
  let told = 0
  return {
    show({ done, total }) {
      const tenth = Math.floor((done / total) * 10)
      if (tenth <= told) return
      told = tenth
      process.stderr.write(`${done} of ${total} ${what}\n`)
    },
    stop: () => undefined,
  }
}
