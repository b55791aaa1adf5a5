import autocannon from "autocannon"

export type LoadedPage = {
  /** Requests a second. */
  rate: number
  /** Bytes of one answer, with its headers. */
  bytes: number
}

/** Asks for a page over ten connections for so many seconds. Throws on any answer but 2xx. */
export async function loadPage(
  { url, cookie }: { url: string; cookie?: string },
  seconds: number,
): Promise<LoadedPage> {
  const result = await autocannon({
    url,
    connections: 10,
    duration: seconds,
    headers: { accept: "text/html", ...(cookie ? { cookie } : {}) },
  })
  const { "2xx": good, non2xx, errors, timeouts, start, finish, throughput } = result
  if (good === 0 || non2xx + errors + timeouts > 0)
    throw new Error(`${url}: ${good} good answers, ${non2xx} others, ${errors} errors.`)
  return {
    rate: good / ((finish.getTime() - start.getTime()) / 1000),
    bytes: throughput.total / good,
  }
}
