import { env } from "@/lib/env"
import { formatMoment } from "@/lib/formats"
import { type Check, mailSign } from "@/lib/setup/rules"
import { findLastSent, findTestMail } from "@/lib/setup/store"

const resend = "https://resend.com"
const byVariable = {
  RESEND_API_KEY: `a key of ${resend}/api-keys`,
  MAIL_FROM: `who mails come from, such as My Shop <shop@example.com>, of a domain that is verified at ${resend}/domains`,
} as const

/** Whether mails can be sent, and whether one was. */
export async function checkMail(): Promise<Check> {
  const check = { id: "mail", title: "Mails leave" } as const
  for (const name of ["RESEND_API_KEY", "MAIL_FROM"] as const)
    if (!env()[name])
      return {
        ...check,
        state: "failed",
        found: `${name} is not set.`,
        fix: `Set ${name} to ${byVariable[name]}, and start the shop again.`,
      }
  const [trial, lastSent] = await Promise.all([findTestMail(), findLastSent()])
  const { SHOP_LOCALE, SHOP_TIME_ZONE, MAIL_FROM } = env()
  if (trial) {
    const { state, words } = mailSign(trial)
    const fix =
      state === "failed"
        ? `Look at RESEND_API_KEY and at MAIL_FROM (${MAIL_FROM}): its domain must be verified at ${resend}/domains. Then send another test mail.`
        : "It leaves within seconds where a worker runs. Check again in a moment."
    const found = `The last test mail, to ${trial.recipient}, ${words}.`
    return { ...check, state, found, fix: state === "ok" ? null : fix }
  }
  if (lastSent) {
    const when = formatMoment(lastSent, SHOP_LOCALE, SHOP_TIME_ZONE)
    return { ...check, state: "ok", found: `The last one left ${when}.`, fix: null }
  }
  const fix = "Send yourself a test mail, and look whether it arrives."
  return { ...check, state: "todo", found: `None was sent yet, from ${MAIL_FROM}.`, fix }
}
