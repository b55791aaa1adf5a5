"use client"

import { useRouter } from "next/navigation"
import { useEffect } from "react"

const MOST = 150

/**
 * Asks for the page anew every few seconds, for some minutes. With JavaScript only its news are put
 * into the page; without, the browser loads it again.
 */
export function AskAgain({ seconds }: { seconds: number }) {
  const router = useRouter()
  useEffect(() => {
    let asked = 0
    const timer = setInterval(() => {
      asked += 1
      if (asked >= MOST) clearInterval(timer)
      if (!document.hidden) router.refresh()
    }, seconds * 1000)
    return () => clearInterval(timer)
  }, [router, seconds])
  return (
    <noscript>
      <meta httpEquiv="refresh" content={String(seconds * 2)} />
    </noscript>
  )
}
