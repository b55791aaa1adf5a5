import { createServer } from "node:net"

// Below 32768: above, an outgoing connection of anything on this machine may hold the number.
const ANY = { lowest: 20_000, highest: 32_000 }

/** A port of 127.0.0.1 that nothing listens on. */
export async function freePort(range = ANY): Promise<number> {
  for (;;) {
    const port = range.lowest + Math.floor(Math.random() * (range.highest - range.lowest))
    if (await isFree(port)) return port
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once("error", () => resolve(false))
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)))
  })
}
