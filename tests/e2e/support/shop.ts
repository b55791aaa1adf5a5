import { execFile } from "node:child_process"
import { expect } from "@playwright/test"
import { z } from "zod"

/** Where the sandbox of the shop under test listens: of the tests' shop, or of a test's own. */
export function sandboxUrl(): string {
  return process.env.KIOSK_SANDBOX_URL ?? ""
}

/** POSTs to one of the sandbox's control endpoints; gives its answer. */
export async function control(path: string, body: unknown = {}): Promise<unknown> {
  const response = await fetch(`${sandboxUrl()}/control/${path}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  })
  expect(response.ok, `control ${path}`).toBe(true)
  return response.json()
}

const letters = z.array(z.object({ subject: z.string(), text: z.string(), html: z.string() }))

/** The mails that an address has, once there are as many as that. */
export async function mailsTo(address: string, count = 1): Promise<z.infer<typeof letters>> {
  let found: z.infer<typeof letters> = []
  await expect
    .poll(
      async () => {
        const query = `to=${encodeURIComponent(address)}`
        found = letters.parse(await (await fetch(`${sandboxUrl()}/mail.json?${query}`)).json())
        return found.length
      },
      { message: `mails to ${address}`, timeout: 20_000 },
    )
    .toBeGreaterThanOrEqual(count)
  return found
}

/** The private link in a mail. */
export function linkIn(text: string): string {
  const [link] = /https?:\/\/\S+\/orders\/[A-Za-z0-9_-]{46}/.exec(text) ?? []
  if (!link) throw new Error(`There is no private link in: ${text}`)
  return link
}

/** Runs the shop's command line beside the running shop, as its owner does. */
export function shop(...args: string[]): Promise<{ code: number; stdout: string }> {
  return new Promise((resolve) => {
    execFile("node", ["lib/cli/run.mjs", "lib/cli/shop.ts", ...args], (error, stdout) => {
      resolve({ code: error ? Number(error.code ?? 1) : 0, stdout })
    })
  })
}

const charges = z.array(
  z.object({
    id: z.string(),
    payment_intent: z.string(),
    billing_details: z.object({ email: z.string() }),
  }),
)

/** What a buyer paid last, as Stripe has it. */
async function chargeOf(email: string) {
  const all = charges.parse(await (await fetch(`${sandboxUrl()}/control/charges.json`)).json())
  const charge = all.find((one) => one.billing_details.email === email)
  if (!charge) throw new Error(`There is no charge of ${email}.`)
  return charge
}

/** Gives back what a buyer paid last, as the shop's owner does at Stripe. */
export async function refundOf(email: string): Promise<void> {
  await control("refunds", { charge: (await chargeOf(email)).id })
}

/** Has a buyer's bank dispute what they paid last; gives the dispute's id. */
export async function dispute(email: string): Promise<string> {
  const { id: charge } = await chargeOf(email)
  return z
    .object({ id: z.string() })
    .parse(await control("disputes", { charge, status: "needs_response" })).id
}

/** Lets a buyer's payment arrive that was still under way. */
export async function settle(email: string): Promise<void> {
  await control(`payments/${(await chargeOf(email)).payment_intent}`, { status: "succeeded" })
}
