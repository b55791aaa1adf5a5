import { Agent, request } from "node:http"
import type { SignedEvent } from "@/tests/bench/signed-event"

export type Poster = {
  /** Posts an event, and answers when the whole response is here. Throws on any status but 200. */
  post: (event: SignedEvent) => Promise<void>
  close: () => void
}

/** Posts events to one address over connections that stay open, so many at most. */
export function openPoster(url: string, connections: number): Poster {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const options = { agent, method: "POST" }
  return {
    post: ({ body, signature }) =>
      new Promise((resolve, reject) => {
        const headers = {
          "content-type": "application/json; charset=utf-8",
          "content-length": Buffer.byteLength(body),
          "stripe-signature": signature,
        }
        const sent = request(url, { ...options, headers }, (response) => {
          response.resume()
          response.once("error", reject)
          response.once("end", () =>
            response.statusCode === 200
              ? resolve()
              : reject(new Error(`${url} answered ${response.statusCode}.`)),
          )
        })
        sent.once("error", reject)
        sent.end(body)
      }),
    close: () => agent.destroy(),
  }
}
