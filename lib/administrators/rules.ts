/** What somebody may do under /admin: run the shop, or see it and change nothing. */
export type Role = "administrator" | "support"

/** Whether a role may change things. */
export function canChange(role: Role): boolean {
  return role === "administrator"
}
