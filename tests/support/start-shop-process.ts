import { type ChildProcess, fork } from "node:child_process"
import { once } from "node:events"
import { z } from "zod"
import { typescript } from "@/lib/cli/child"
import { signatureOf } from "@/tests/support/stripe-events"

const message = z.object({
  origin: z.string().optional(),
  applied: z.number().optional(),
  event: z.record(z.string(), z.unknown()).optional(),
  purchases: z.number().optional(),
})

export type ShopProcess = {
  child: ChildProcess
  /** Writes an order in its database; the event that pays it. */
  order: () => Promise<Record<string, unknown>>
  /** How many purchases its database holds. */
  purchases: () => Promise<number>
  /** Posts an event, freshly signed; the status, or 0 when the connection broke. */
  deliver: (event: unknown) => Promise<number>
  /** Waits until it has applied an event whose answer it holds back. */
  applied: () => Promise<number>
  kill: () => Promise<void>
}

/** Starts the shop's webhook in a process of its own (tests/support/shop-process.ts). */
export async function startShopProcess(env: Record<string, string> = {}): Promise<ShopProcess> {
  const [program = "", ...args] = typescript("tests/support/shop-process.ts")
  const child = fork(program, args, {
    env: { ...process.env, ...env },
  })
  const next = async <K extends keyof z.infer<typeof message>>(key: K) => {
    for (;;) {
      const [raw] = await once(child, "message")
      const value = message.parse(raw)[key]
      if (value !== undefined) return value
    }
  }
  const origin = await next("origin")
  return {
    child,
    order: () => {
      child.send("order")
      return next("event")
    },
    purchases: () => {
      child.send("count")
      return next("purchases")
    },
    applied: () => next("applied"),
    deliver: async (event) => {
      const body = JSON.stringify(event)
      const headers = { "stripe-signature": signatureOf(body) }
      return fetch(`${origin}/api/webhooks/stripe`, { method: "POST", headers, body }).then(
        (response) => response.status,
        () => 0,
      )
    },
    kill: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return
      const gone = once(child, "exit")
      child.kill("SIGKILL")
      await gone
    },
  }
}
