import { connect, createServer } from "node:net"
import { ExpectedError } from "@/lib/cli/expected-error"

/**
 * The port to listen on: the one asked for, else `usual`, else (taken) the next free one, of which
 * `say` hears. Throws when the one asked for by `variable` is taken.
 */
export async function choosePort(
  variable: string,
  asked: number | undefined,
  usual: number,
  say: (line: string) => void,
): Promise<number> {
  if (asked !== undefined) {
    if (await isFree(asked)) return asked
    throw new ExpectedError(
      `Port ${asked} (${variable}) is taken by another program. End it, or choose another port.`,
    )
  }
  // Below 32768: above, outgoing connections come and go.
  for (let port = usual; port < Math.min(usual + 500, 32_768); port++) {
    if (!(await isFree(port))) continue
    if (port !== usual) say(`Port ${usual} is taken; ${variable} is ${port}.`)
    return port
  }
  throw new ExpectedError(`No port from ${usual} on is free. Set ${variable}.`)
}

// Asked in three ways: a listener on ::1 alone leaves 127.0.0.1 free, yet browsers would find it
// first under "localhost", and on macOS a listener on all addresses does not keep us out.
async function isFree(port: number): Promise<boolean> {
  if ((await answers(port, "127.0.0.1")) || (await answers(port, "::1"))) return false
  return new Promise((resolve) => {
    const server = createServer()
    server.once("error", () => resolve(false))
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)))
  })
}

function answers(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host })
    const end = (answer: boolean) => {
      socket.destroy()
      resolve(answer)
    }
    socket.setTimeout(500, () => end(false))
    socket.once("connect", () => end(true))
    socket.once("error", () => end(false))
  })
}
