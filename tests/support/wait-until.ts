import { setTimeout as wait } from "node:timers/promises"

/** Asks again and again until the answer is truthy, and gives it. Throws after ten seconds. */
export async function waitUntil<T>(
  ask: () => Promise<T> | T,
  what = "the condition",
): Promise<NonNullable<T>> {
  const end = Date.now() + 10_000
  for (;;) {
    const answer = await ask()
    if (answer) return answer
    if (Date.now() > end) throw new Error(`Waited in vain for ${what}.`)
    await wait(25)
  }
}
