import type { Route } from "next"
import { notFound, redirect } from "next/navigation"
import type { z } from "zod"
import { type Administrator, askForSecondFactor, findAdministrator } from "@/app/admin/guard"
import type { AdminFormState } from "@/components/admin/admin-form-state"
import { canChange } from "@/lib/administrators/rules"
import { AppError, FieldErrors } from "@/lib/errors"

/**
 * Makes a server action under /admin of a form that only has a button: every action there is made by this
 * or by `adminForm`, so that none is without its guard. It reads the form, does the work as whoever sends
 * it, and leads to a page with `?done=`, or with `?problem=` where the work was refused. To anybody but
 * an administrator there is no such action; the support role is told that it may not.
 */
export function adminAction<T extends z.ZodType>(
  shape: T,
  back: (given: z.output<T>) => string,
  work: (given: z.output<T>, actor: string) => Promise<string | Record<string, string>>,
) {
  return async (form: FormData): Promise<void> => {
    const administrator = await requireAdministrator()
    const given = shape.safeParse(Object.fromEntries(form))
    if (!given.success) notFound()
    const query = new URLSearchParams()
    if (canChange(administrator.role))
      try {
        const done = await work(given.data, administrator.email)
        for (const [name, value] of Object.entries(typeof done === "string" ? { done } : done))
          query.set(name, value)
      } catch (error) {
        if (!(error instanceof AppError)) throw error
        query.set("problem", error.code)
      }
    else query.set("problem", "role")
    const path = back(given.data)
    redirect(`${path}${path.includes("?") ? "&" : "?"}${query}` as Route)
  }
}

/** What a form holds when it goes on. */
type Stay = Partial<Omit<NonNullable<AdminFormState>, "fields">>

/**
 * Makes a server action under /admin of a form in which something is typed. What is wrong is said at its
 * field, or of the whole, and what was typed stays; else it leads to the page that `work` names, or goes on
 * with what `work` leaves in it (a row more, a preview, what it would do).
 */
export function adminForm<T extends z.ZodType>(
  shape: T,
  work: (given: z.output<T>, actor: string) => Promise<string | Stay>,
) {
  return async (_state: AdminFormState, form: FormData): Promise<AdminFormState> => {
    const administrator = await requireAdministrator()
    const typed = Object.fromEntries(
      [...form].flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : [])),
    )
    const refused = (message: string, fields: Record<string, string> = {}) => ({
      message,
      fields,
      typed,
    })
    if (!canChange(administrator.role))
      return refused("Your role is support: it sees everything and changes nothing.")
    const given = shape.safeParse(typed)
    if (!given.success) return refused("Look at the fields with a fault.", faultsOf(given.error))
    let next: string | Stay
    try {
      next = await work(given.data, administrator.email)
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      return refused(error.message, error instanceof FieldErrors ? error.fields : {})
    }
    if (typeof next !== "string") return { ...refused(""), ...next }
    redirect(next as Route)
  }
}

async function requireAdministrator(): Promise<Administrator> {
  const administrator = await findAdministrator()
  if (administrator) return administrator
  await askForSecondFactor()
  return notFound()
}

// The first fault of each field.
function faultsOf({ issues }: z.ZodError): Record<string, string> {
  const faults: Record<string, string> = {}
  for (const { path, message } of issues) faults[String(path[0])] ??= message
  return faults
}
