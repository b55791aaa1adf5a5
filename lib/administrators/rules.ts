/** What somebody may do under /admin: run the shop, or see it and change nothing. */
export type Role = "administrator" | "support"

/** Whether a role may change things. */
export function canChange(role: Role): boolean {
  return role === "administrator"
}

/**
 * What a session of an administrator still needs.
 * - none: no second factor is asked of them, or it was shown in this browser.
 * - code: theirs was not shown here.
 * - setup: the shop wants all to have one, and they have none.
 */
export type SecondFactorNeed = "none" | "code" | "setup"

export function needOf(state: {
  /** Since when they have one; null: they have none. */
  confirmedAt: Date | null
  /** When one was shown in this browser. */
  shownAt: Date | null
  isRequired: boolean
}): SecondFactorNeed {
  const { confirmedAt, shownAt, isRequired } = state
  if (!confirmedAt) return isRequired ? "setup" : "none"
  return shownAt && shownAt >= confirmedAt ? "none" : "code"
}
