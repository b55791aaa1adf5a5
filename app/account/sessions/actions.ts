"use server"

import { revalidatePath } from "next/cache"
import { redirect } from "next/navigation"
import { z } from "zod"
import { forgetSession, heldToken } from "@/app/browser"
import { endSession } from "@/lib/auth/end-session"
import { endSessions } from "@/lib/auth/end-sessions"
import { requireCustomer } from "@/lib/auth/require-customer"
import { signOut } from "@/lib/auth/sign-out"

/** Signs out in this browser. */
export async function signOutHere(): Promise<void> {
  await signOut(await heldToken())
  return leave()
}

/** Ends one session of the customer's own; another's id does what an unknown one does: nothing. */
export async function endOne(form: FormData): Promise<void> {
  const customer = await requireCustomer("/account/sessions")
  const id = z.string().catch("").parse(form.get("session"))
  const hasEnded = await endSession(customer, id)
  if (id === customer.sessionId) return leave()
  redirect(`/account/sessions?done=${hasEnded ? "one" : "none"}`)
}

/** Ends all sessions but this one. */
export async function endOthers(): Promise<void> {
  await endSessions(await requireCustomer("/account/sessions"), "elsewhere")
  redirect("/account/sessions?done=others")
}

/** Ends all sessions, this one too. */
export async function signOutEverywhere(): Promise<void> {
  await endSessions(await requireCustomer("/account/sessions"), "everywhere")
  return leave()
}

async function leave(): Promise<never> {
  await forgetSession()
  revalidatePath("/", "layout")
  redirect("/")
}
