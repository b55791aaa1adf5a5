"use server"

import type { Route } from "next"
import { revalidatePath } from "next/cache"
import { redirect } from "next/navigation"
import { z } from "zod"
import {
  askedCookie,
  currentVisit,
  heldToken,
  keepAsked,
  keepCookies,
  keepSession,
} from "@/app/browser"
import type { AskState } from "@/components/ask-form"
import type { CodeState } from "@/components/code-form"
import { callbackPath } from "@/lib/auth/callback-path"
import { codeAnswer } from "@/lib/auth/code-answer"
import { signInByCode } from "@/lib/auth/sign-in-by-code"
import { signInByLink } from "@/lib/auth/sign-in-by-link"
import { startGoogle } from "@/lib/auth/start-google"
import { startSignIn } from "@/lib/auth/start-sign-in"
import { AppError } from "@/lib/errors"

const field = z.string().max(2000).catch("")
const asking = z.object({ email: field, callbackUrl: field })

/** Mails a link and a code to an address, whether it is known or not. */
export async function askToSignIn(_state: AskState, form: FormData): Promise<AskState> {
  const { email, callbackUrl } = asking.parse(Object.fromEntries(form))
  try {
    const started = await startSignIn({ email, callbackPath: callbackUrl }, await currentVisit())
    await keepAsked(started.browser)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return { ok: false, message: error.message, fields: { email: error.message }, email }
  }
  redirect("/sign-in/code")
}

/** Signs in with the six digits of the mail that this browser asked for. */
export async function enterCode(_state: CodeState, form: FormData): Promise<CodeState> {
  const code = field.parse(form.get("code"))
  try {
    const signedIn = await signInByCode({ code, asked: await askedCookie() }, await browser())
    if (signedIn.outcome !== "signed-in") return codeAnswer(signedIn)
    return await enter(signedIn)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return codeAnswer(error)
  }
}

/** Signs in with the link of a mail: the button on its page. */
export async function continueSignIn(form: FormData): Promise<void> {
  const token = field.parse(form.get("token"))
  const signedIn = await signInByLink(token, await browser())
  if (signedIn.outcome === "signed-in") return enter(signedIn)
  redirect(`/sign-in/continue?${new URLSearchParams({ token })}` as Route)
}

/** Goes to Google to sign in there. */
export async function continueWithGoogle(form: FormData): Promise<void> {
  const visit = await currentVisit()
  const path = callbackPath(field.parse(form.get("callbackUrl")), visit.origin)
  let url: string
  try {
    const started = await startGoogle(path, visit)
    await keepCookies(started.cookies)
    url = started.url
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    url = `/sign-in?${new URLSearchParams({ callbackUrl: path, error: "OAuthSignin" })}`
  }
  redirect(url as Route)
}

async function browser() {
  return { visit: await currentVisit(), previousToken: await heldToken() }
}

// The head of every page says who is signed in, so nothing of the old page may stay.
async function enter(signedIn: { token: string; callbackPath: string }): Promise<never> {
  await keepSession(signedIn.token)
  revalidatePath("/", "layout")
  redirect(signedIn.callbackPath as Route)
}
