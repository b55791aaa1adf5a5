import { hashSessionToken } from "@/lib/auth/rules"
import { deleteSession } from "@/lib/auth/store"

/** Ends the session of this browser; its token is worth nothing from now on. */
export async function signOut(token: string | null): Promise<void> {
  if (token) await deleteSession(hashSessionToken(token))
}
