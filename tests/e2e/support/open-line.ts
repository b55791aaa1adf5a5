import { connect, createServer, type Socket } from "node:net"
import { freePort } from "@/tests/support/free-port"

export type Line = {
  /** The shop's address through it. */
  url: string
  /** Lets everything through from now on. */
  mend: () => void
  close: () => void
}

/** A line to a shop that is cut, with all that runs over it, once so many bytes went up; until it is mended. */
export async function openLine(shopUrl: string, bytes: number): Promise<Line> {
  const sockets = new Set<Socket>()
  let left = bytes
  const cut = () => {
    for (const socket of sockets) socket.destroy()
  }
  const server = createServer((near) => {
    const far = connect(Number(new URL(shopUrl).port), new URL(shopUrl).hostname)
    for (const socket of [near, far]) {
      sockets.add(socket)
      socket.on("error", cutBoth).on("close", cutBoth)
    }
    near.on("data", (chunk) => {
      left -= chunk.length
      if (left < 0) cut()
    })
    near.pipe(far)
    far.pipe(near)
    if (left < 0) cutBoth()

    function cutBoth(): void {
      for (const socket of [near, far]) {
        socket.destroy()
        sockets.delete(socket)
      }
    }
  })
  const port = await freePort()
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve))
  return {
    url: `http://127.0.0.1:${port}`,
    mend: () => {
      left = Number.POSITIVE_INFINITY
    },
    close: () => {
      server.close()
      cut()
    },
  }
}
