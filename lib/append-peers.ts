import { subscribe } from "node:diagnostics_channel"
import { IncomingMessage } from "node:http"

/** From now on every request to any server of this process ends its x-forwarded-for with its peer. */
export function appendPeers(): void {
  // Published by Node before any listener of the server hears of the request.
  subscribe("http.server.request.start", (message) => {
    const request = message instanceof Object ? Reflect.get(message, "request") : undefined
    if (!(request instanceof IncomingMessage)) return
    const sent = request.headers["x-forwarded-for"]
    const peer = request.socket.remoteAddress ?? "unknown"
    request.headers["x-forwarded-for"] = sent ? `${String(sent)}, ${peer}` : peer
  })
}
