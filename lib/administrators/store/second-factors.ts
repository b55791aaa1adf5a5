import { db } from "@/lib/db"
import { findSetting, saveSetting } from "@/lib/shop/store"
import { newId } from "@/lib/tokens"

/** An administrator's second factor; `confirmedAt` null: it is begun, and not asked for. */
export type SecondFactorRow = {
  id: string
  email: string
  createdAt: Date
  confirmedAt: Date | null
  lastStep: number
  recoveryHashes: string[]
}

/** Of a normalised address, or null. */
export async function findSecondFactor(email: string): Promise<SecondFactorRow | null> {
  return db().secondFactor.findUnique({ where: { email } })
}

/** When those of these addresses who have one began to. */
export async function listSecondFactors(
  emails: string[],
): Promise<{ email: string; confirmedAt: Date | null }[]> {
  return db().secondFactor.findMany({
    where: { email: { in: emails }, confirmedAt: { not: null } },
    select: { email: true, confirmedAt: true },
  })
}

/** Begins one, in the place of one that was only begun; false: there is one that is asked for. */
export async function recordSecondFactor(email: string, now: Date): Promise<boolean> {
  await db().secondFactor.deleteMany({ where: { email, confirmedAt: null } })
  const { count } = await db().secondFactor.createMany({
    data: [{ id: newId(), email, createdAt: now }],
    skipDuplicates: true,
  })
  return count > 0
}

/** From now on it is asked for; false: it was confirmed, or begun anew, meanwhile. */
export async function saveConfirmed(
  id: string,
  by: { step: number; recoveryHashes: string[] },
  now: Date,
): Promise<boolean> {
  const { count } = await db().secondFactor.updateMany({
    where: { id, confirmedAt: null },
    data: { confirmedAt: now, lastStep: by.step, recoveryHashes: by.recoveryHashes },
  })
  return count > 0
}

/** Takes a code of this step; false: it, or a later one, was taken before. */
export async function takeStep(id: string, step: number): Promise<boolean> {
  const { count } = await db().secondFactor.updateMany({
    where: { id, lastStep: { lt: step } },
    data: { lastStep: step },
  })
  return count > 0
}

/** Takes a recovery code; false: it is none, or was taken before. */
export async function takeRecoveryCode(id: string, hash: string): Promise<boolean> {
  const count = await db().$executeRaw`
    UPDATE "SecondFactor" SET "recoveryHashes" = array_remove("recoveryHashes", ${hash})
    WHERE "id" = ${id}::uuid AND ${hash} = ANY("recoveryHashes")`
  return count > 0
}

/** Puts new recovery codes in the place of all that were left. */
export async function saveRecoveryCodes(id: string, recoveryHashes: string[]): Promise<void> {
  await db().secondFactor.update({ where: { id }, data: { recoveryHashes } })
}

/** Gives a second factor up; whether there was one that was asked for. */
export async function deleteSecondFactor(email: string): Promise<boolean> {
  const row = await findSecondFactor(email)
  await db().secondFactor.deleteMany({ where: { email } })
  return row?.confirmedAt != null
}

/** The setting's name; findSignedIn reads it too. */
export const REQUIRED = "second-factor-required"

/** Whether everybody who may open /admin must have one. */
export async function isSecondFactorRequired(): Promise<boolean> {
  return (await findSetting(REQUIRED)) === "yes"
}

export async function saveSecondFactorRequired(isRequired: boolean): Promise<void> {
  await saveSetting(REQUIRED, isRequired ? "yes" : "no")
}
