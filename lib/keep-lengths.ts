import { subscribe } from "node:diagnostics_channel"
import { ServerResponse } from "node:http"

/** The header in which an answer says its length, in bytes, to `keepLengths`; nobody else sees it. */
export const LENGTH_HEADER = "x-kiosk-length"

/**
 * From now on an answer of any server of this process that says its length in LENGTH_HEADER is sent
 * with it as Content-Length. Next drops that header of a route's answer (16.4, server/send-response,
 * FORBIDDEN_HEADERS), and a browser that does not know the length can't show how far a download is.
 */
export function keepLengths(): void {
  // Published by Node before any listener of the server hears of the request.
  subscribe("http.server.request.start", (message) => {
    const response = message instanceof Object ? Reflect.get(message, "response") : undefined
    if (!(response instanceof ServerResponse)) return
    const setHeader = response.setHeader.bind(response)
    response.setHeader = (name, value) =>
      name.toLowerCase() === LENGTH_HEADER
        ? setHeader("content-length", String(value))
        : setHeader(name, value)
  })
}
