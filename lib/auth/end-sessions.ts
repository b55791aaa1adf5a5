import { deleteSessionsOf, type SignedIn } from "@/lib/auth/store"

/** Signs a customer out everywhere, or everywhere but here; how many browsers that were. */
export async function endSessions(
  customer: Pick<SignedIn, "customerId" | "sessionId">,
  where: "everywhere" | "elsewhere",
): Promise<number> {
  const { customerId, sessionId } = customer
  return deleteSessionsOf(customerId, where === "elsewhere" ? sessionId : undefined)
}
