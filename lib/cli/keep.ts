import { setTimeout as wait } from "node:timers/promises"
import type { Child } from "@/lib/cli/child"

export type Kept = {
  /** Settles, with a sentence, when it ended so often that starting it again is pointless. */
  failed: Promise<string>
  stop: (grace: number) => Promise<void>
}

const MINUTE = 60_000

/**
 * Keeps a process running: one that ends by itself is started again, more slowly each time. With
 * `limit`, so many ends within a minute are a failure of the whole.
 */
export function keep(
  name: string,
  start: () => Child,
  options: { say: (line: string) => void; limit?: number },
): Kept {
  let child = start()
  let stopped = false
  const ends: number[] = []
  const run = async (): Promise<string> => {
    for (;;) {
      const code = await child.exited
      if (stopped) return ""
      ends.push(Date.now())
      const recent = ends.filter((time) => time > Date.now() - MINUTE).length
      if (options.limit && recent >= options.limit)
        return `${name} ended ${recent} times in a minute`
      options.say(`${name} ended (exit ${code}); it is started again.`)
      await wait(Math.min(500 * 2 ** (recent - 1), 10_000), undefined, { ref: false })
      if (stopped) return ""
      child = start()
    }
  }
  const sentence = run()
  return {
    failed: new Promise((resolve) => void sentence.then((text) => text && resolve(text))),
    stop: async (grace) => {
      stopped = true
      await child.stop(grace)
    },
  }
}
