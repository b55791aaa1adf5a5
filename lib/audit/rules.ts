import { z } from "zod"

/** Why an administrator does something, as it is typed: it stands in the audit log. */
export const reasonField = z
  .string()
  .trim()
  .min(1, "Say why: it stands in the audit log.")
  .max(500, "That is too long: 500 characters at most.")
