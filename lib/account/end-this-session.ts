import { removeSession } from "@/lib/account/store/overview"

/** Ends the session in which somebody is signed in; their others stay. */
export async function endThisSession(signedIn: {
  sessionId: string
  customerId: string
}): Promise<void> {
  await removeSession(signedIn.sessionId, signedIn.customerId)
}
