import { signInByLink } from "@/lib/auth/sign-in-by-link"
import { startSignIn } from "@/lib/auth/start-sign-in"
import { db } from "@/lib/db"
import { sendMail } from "@/lib/mail/send-mail"
import { mailbox } from "@/tests/support/mailbox"

/** A browser on this machine. */
export const visit = {
  origin: "http://localhost:3000",
  network: "192.0.2.0/24",
  userAgent: "Firefox",
}

/** Sends every mail that waits. */
export async function sendAll(): Promise<void> {
  const waiting = await db().mail.findMany({
    where: { sentAt: null },
    orderBy: { createdAt: "asc" },
  })
  for (const mail of waiting) await sendMail(mail.id)
}

/** The link's token and the code in the newest mail of an address. */
export async function proofIn(
  sandboxUrl: string,
  address: string,
): Promise<{ url: string; token: string; code: string }> {
  await sendAll()
  const [letter] = await mailbox(sandboxUrl, address)
  const [url, token] = /http\S+[?]token=([A-Za-z0-9_-]{46})/.exec(letter?.text ?? "") ?? []
  const [, code] = /^\s*(\d{6})\s*$/m.exec(letter?.text ?? "") ?? []
  if (!url || !token || !code) throw new Error(`No link and code in: ${letter?.text}`)
  return { url, token, code }
}

/** Signs an address in by the link of its mail; the session cookie's value. */
export async function signInByMail(sandboxUrl: string, email: string): Promise<string> {
  await startSignIn({ email, callbackPath: "/library" }, visit)
  const { token } = await proofIn(sandboxUrl, email.trim().toLowerCase())
  const signedIn = await signInByLink(token, { visit, previousToken: null })
  if (signedIn.outcome !== "signed-in") throw new Error("Nobody was signed in.")
  return signedIn.token
}
