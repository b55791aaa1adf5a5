import { connect } from "node:net"

/** What is asked for, and how many bytes its body must have. */
export type Target = { origin: string; path: string; size: number }

const END_OF_HEAD = "\r\n\r\n"

/**
 * Fetches a file so many times, one after the other over one connection, and counts every byte. A
 * socket read into one buffer again and again: the client must not be what is measured. Throws when
 * an answer is not 200, or its length not the file's.
 */
export function fetchBytes({ origin, path, size }: Target, times: number): Promise<void> {
  const { hostname, port } = new URL(origin)
  const request = `GET ${path} HTTP/1.1\r\nHost: ${hostname}:${port}\r\nAccept: */*\r\n\r\n`
  return new Promise((resolve, reject) => {
    let done = 0
    let head = ""
    let left = 0
    const take = (count: number, buffer: Uint8Array) => {
      let body = count
      if (left === 0) {
        const before = head.length
        head += Buffer.from(buffer.buffer, 0, count).toString("latin1")
        const end = head.indexOf(END_OF_HEAD)
        if (end < 0) return true
        body = count - (end + END_OF_HEAD.length - before)
        const fault = faultOf(head.slice(0, end), size)
        if (fault) socket.destroy(new Error(`${origin}${path.slice(0, 20)}… ${fault}`))
        head = ""
        left = size
      }
      left -= body
      if (left < 0) socket.destroy(new Error("More bytes came than the file has."))
      if (left === 0) {
        done++
        if (done === times) socket.end()
        else socket.write(request)
      }
      return true
    }
    const socket = connect({
      host: hostname,
      port: Number(port),
      noDelay: true,
      onread: { buffer: Buffer.alloc(1024 * 1024), callback: take },
    })
    socket.once("connect", () => socket.write(request))
    socket.once("error", reject)
    socket.once("close", () =>
      done === times ? resolve() : reject(new Error(`Ended after ${done} of ${times}.`)),
    )
  })
}

function faultOf(head: string, size: number): string | null {
  if (!head.startsWith("HTTP/1.1 200 ")) return `answered ${head.split("\r\n")[0]}`
  const length = /^content-length: *(\d+)/im.exec(head)?.[1]
  return length === String(size) ? null : `said that it is ${length} bytes long, not ${size}`
}
