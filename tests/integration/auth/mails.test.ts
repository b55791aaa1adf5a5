import { expect, it } from "vitest"
import { startProof } from "@/lib/auth/start-proof"
import { transaction } from "@/lib/db"
import { recordMail } from "@/lib/mail/store/mails"
import { newId } from "@/lib/tokens"
import { mailbox } from "@/tests/support/mailbox"
import { startTestSandbox } from "@/tests/support/sandbox"
import { sendAll } from "@/tests/support/signing-in"

const sandbox = await startTestSandbox()
const email = "ada@example.com"
const ask = (purpose: "sign_in" | "change_email") =>
  startProof({ purpose, email, customerId: null, callbackPath: "/library" })
const tell = (kind: "sign_in" | "change_email" | "email_changed") =>
  transaction(() => recordMail({ kind, subject: newId(), recipient: email }))

it.each([
  ["sign_in", () => ask("sign_in"), "one hour"],
  ["change_email", () => ask("change_email"), "ten minutes"],
  ["email_changed", () => tell("email_changed"), "Was it not you?"],
  ["sign_in whose proof is gone", () => tell("sign_in"), "too late"],
  ["change_email whose proof is gone", () => tell("change_email"), "/account/address"],
])(
  "K19 %s is written in text and HTML, with the shop's name and support",
  async (_, make, part) => {
    await make()
    await sendAll()
    const [letter] = await mailbox(sandbox.url, email)
    expect(letter?.subject).toContain("Kiosk")
    for (const body of [letter?.html, letter?.text]) {
      expect(body).toContain(part)
      expect(body).toContain("support@kiosk.test")
    }
    expect(letter?.html).not.toMatch(/undefined|\[object Object\]|NaN/)
  },
)

it("how long a link and a code are good is what their mail says", async () => {
  await ask("sign_in")
  await sendAll()
  const [letter] = await mailbox(sandbox.url, email)
  expect(letter?.text).toContain("once, for one hour")
  expect(letter?.text).toContain("good for ten minutes")
})
