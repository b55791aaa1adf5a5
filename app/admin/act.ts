import type { Route } from "next"
import { notFound, redirect } from "next/navigation"
import type { z } from "zod"
import { findAdministrator } from "@/app/admin/guard"
import { canChange } from "@/lib/administrators/rules"
import { AppError } from "@/lib/errors"

/**
 * Makes a server action under /admin: every such action is made by this, so that none is without its
 * guard. It reads the form, does the work as whoever sends it, and leads to a page with `?done=`, or with
 * `?problem=` where the work was refused. To anybody but an administrator there is no such action; the
 * support role is told that it may not.
 */
export function adminAction<T extends z.ZodType>(
  shape: T,
  back: (given: z.output<T>) => string,
  work: (given: z.output<T>, actor: string) => Promise<string>,
) {
  return async (form: FormData): Promise<void> => {
    const administrator = await findAdministrator()
    const given = shape.safeParse(Object.fromEntries(form))
    if (!administrator || !given.success) notFound()
    const query = new URLSearchParams()
    if (canChange(administrator.role))
      try {
        query.set("done", await work(given.data, administrator.email))
      } catch (error) {
        if (!(error instanceof AppError)) throw error
        query.set("problem", error.code)
      }
    else query.set("problem", "role")
    redirect(`${back(given.data)}?${query}` as Route)
  }
}
