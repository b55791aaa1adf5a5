import type { MiddlewareHandler } from "hono"

const loopback = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/

/**
 * Refuses what another site made the browser send: a host that is not loopback (DNS rebinding),
 * and a change whose `Origin` or `Sec-Fetch-Site` names another site. Programs send neither.
 */
export const guardPages: MiddlewareHandler = async (c, next) => {
  const host = c.req.header("host") ?? ""
  if (!loopback.test(host)) return c.text("The sandbox answers on loopback only.", 403)
  if (c.req.method !== "GET" && c.req.method !== "HEAD") {
    const origin = c.req.header("origin")
    const site = c.req.header("sec-fetch-site")
    const foreign =
      (origin !== undefined && origin !== `http://${host}`) ||
      (site !== undefined && site !== "same-origin" && site !== "none")
    if (foreign) return c.text("This form came from another site.", 403)
  }
  return next()
}
