import type { Role } from "@/lib/administrators/rules"
import { db } from "@/lib/db"

export type AdministratorRow = { email: string; role: Role; createdAt: Date }

/** The administrators that were added, by address; those of ADMIN_EMAILS are not among them. */
export async function listAdministrators(): Promise<AdministratorRow[]> {
  return db().administrator.findMany({ orderBy: { email: "asc" } })
}

/** The role that was given to a normalised address, or null. */
export async function findGivenRole(email: string): Promise<Role | null> {
  const row = await db().administrator.findUnique({ where: { email }, select: { role: true } })
  return row?.role ?? null
}

/** Gives a normalised address a role, in the place of the one it had. */
export async function saveAdministrator(email: string, role: Role, now: Date): Promise<void> {
  await db().administrator.upsert({
    where: { email },
    create: { email, role, createdAt: now },
    update: { role },
  })
}

/** Takes the role of a normalised address away. */
export async function deleteAdministrator(email: string): Promise<void> {
  await db().administrator.deleteMany({ where: { email } })
}
