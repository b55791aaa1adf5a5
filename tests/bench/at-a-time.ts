import { performance } from "node:perf_hooks"

/** Does `work` for each, so many at a time. Returns how many a second were done. */
export async function atATime<T>(
  count: number,
  all: readonly T[],
  work: (one: T) => Promise<unknown>,
): Promise<number> {
  let next = 0
  const worker = async () => {
    for (let one = all[next++]; one !== undefined; one = all[next++]) await work(one)
  }
  const began = performance.now()
  await Promise.all(Array.from({ length: count }, worker))
  return all.length / ((performance.now() - began) / 1000)
}
