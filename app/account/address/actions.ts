"use server"

import type { Route } from "next"
import { revalidatePath } from "next/cache"
import { redirect } from "next/navigation"
import { z } from "zod"
import { askedCookie, currentVisit, forgetAsked, keepAsked } from "@/app/browser"
import type { AskState } from "@/components/ask-form"
import type { CodeState } from "@/components/code-form"
import { changeAddressByCode } from "@/lib/auth/change-address-by-code"
import { changeAddressByLink } from "@/lib/auth/change-address-by-link"
import { codeAnswer } from "@/lib/auth/code-answer"
import { requireCustomer } from "@/lib/auth/require-customer"
import { startAddressChange } from "@/lib/auth/start-address-change"
import { AppError } from "@/lib/errors"

const PAGE = "/account/address"
const field = z.string().max(2000).catch("")

/** Mails a link and a code to the address that a customer wants; nothing changes yet. */
export async function askToChange(_state: AskState, form: FormData): Promise<AskState> {
  const customer = await requireCustomer(PAGE)
  const email = field.parse(form.get("email"))
  try {
    await keepAsked((await startAddressChange(customer, email, await currentVisit())).browser)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return { ok: false, message: error.message, fields: { email: error.message }, email }
  }
  redirect(PAGE)
}

/** Changes the address with the six digits of the mail to the new one. */
export async function enterChangeCode(_state: CodeState, form: FormData): Promise<CodeState> {
  const customer = await requireCustomer(PAGE)
  const input = { code: field.parse(form.get("code")), asked: await askedCookie() }
  try {
    const { network } = await currentVisit()
    const changed = await changeAddressByCode(customer, input, network)
    if (changed.outcome !== "changed") return codeAnswer(changed)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return codeAnswer(error)
  }
  return finish()
}

/** Changes the address with the mail's link: the button on its page. */
export async function continueChange(form: FormData): Promise<void> {
  const token = field.parse(form.get("token"))
  const path = `${PAGE}/continue?${new URLSearchParams({ token })}` as const
  const customer = await requireCustomer(path)
  if ((await changeAddressByLink(customer, token)) === "changed") return finish()
  redirect(path as Route)
}

/** Lets go of a change that was asked for. */
export async function forgetChange(): Promise<void> {
  await requireCustomer(PAGE)
  await forgetAsked()
  redirect(PAGE)
}

async function finish(): Promise<never> {
  await forgetAsked()
  revalidatePath("/", "layout")
  redirect(`${PAGE}?done=changed`)
}
