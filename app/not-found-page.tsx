import { headers } from "next/headers"
import type { ReactNode } from "react"
import { NothingHere } from "@/components/nothing-here"
import { REQUEST_ID, setStatus } from "@/lib/response-status"

/** What a page returns that has nothing to show: 404, and the whole page in its first HTML. */
export async function notFoundPage(): Promise<ReactNode> {
  setStatus((await headers()).get(REQUEST_ID), 404)
  return <NothingHere />
}
