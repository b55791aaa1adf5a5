import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { expect, test, vi } from "vitest"
import { appendPeers } from "@/lib/append-peers"

async function addressOf(forwarded: string | null, proxies: number): Promise<string> {
  vi.resetModules()
  vi.stubEnv("TRUSTED_PROXIES", String(proxies))
  const { clientAddress } = await import("@/lib/client-address")
  return clientAddress(new Headers(forwarded === null ? {} : { "x-forwarded-for": forwarded }))
}

test.each([
  ["without a trusted proxy the peer counts, whatever was sent", "1.1.1.1, 9.9.9.9", 0, "9.9.9.9"],
  ["one trusted proxy vouches for the entry before it", "6.6.6.6, 1.1.1.1, 10.0.0.1", 1, "1.1.1.1"],
  ["two vouch for the one before both", "6.6.6.6, 1.1.1.1, 10.0.0.2, 10.0.0.1", 2, "1.1.1.1"],
  ["fewer entries than proxies: the leftmost", "10.0.0.1", 2, "10.0.0.1"],
  ["an IPv4-mapped peer is IPv4", "::ffff:192.0.2.7", 0, "192.0.2.7"],
  ["an entry with a port", "198.51.100.4:4711, 10.0.0.1", 1, "198.51.100.4"],
  ["an IPv6 entry in brackets", "[2001:db8::1]:4711, 10.0.0.1", 1, "2001:db8::1"],
  ["no header at all", null, 0, "unknown"],
])("%s", async (_, forwarded, proxies, expected) => {
  expect(await addressOf(forwarded, proxies)).toBe(expected)
})

test.each([
  ["203.0.113.77", "203.0.113.0/24"],
  ["::ffff:203.0.113.77", "203.0.113.0/24"],
  ["2001:0db8:00ab:cdef::1", "2001:db8:ab::/48"],
  ["2001:db8::1", "2001:db8:0::/48"],
  ["::1", "0:0:0::/48"],
  ["fe80::1%eth0", "fe80:0:0::/48"],
  ["rubbish", "unknown"],
])("the network of %s is %s", async (address, expected) => {
  const { networkOf } = await import("@/lib/client-address")
  expect(networkOf(address)).toBe(expected)
})

test("the last entry of x-forwarded-for is the true peer, whatever a client sent", async () => {
  appendPeers()
  const server = createServer((request, response) =>
    response.end(String(request.headers["x-forwarded-for"])),
  )
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const { port } = server.address() as AddressInfo
  const ask = async (headers: Record<string, string>) =>
    (await fetch(`http://127.0.0.1:${port}`, { headers })).text()
  expect(await ask({})).toBe("127.0.0.1")
  expect(await ask({ "x-forwarded-for": "6.6.6.6" })).toBe("6.6.6.6, 127.0.0.1")
  server.close()
})
