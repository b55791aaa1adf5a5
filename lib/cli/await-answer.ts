import { setTimeout as wait } from "node:timers/promises"

/**
 * Waits until an address answers without a server's error. Throws after so many seconds, with what
 * it said last, and at once when `gone` settles first.
 */
export async function awaitAnswer(
  url: string,
  seconds: number,
  gone: Promise<unknown>,
): Promise<void> {
  let ended = false
  void gone.then(() => {
    ended = true
  })
  let last = "no answer"
  for (const until = Date.now() + seconds * 1000; Date.now() < until && !ended; await wait(50)) {
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(5_000) })
      if (response.status < 500) return
      last = `${response.status} ${(await response.text()).slice(0, 500)}`
    } catch (error) {
      last = error instanceof Error ? error.message : String(error)
    }
  }
  throw new Error(ended ? `${url}: the process ended.` : `${url} did not answer: ${last}`)
}
