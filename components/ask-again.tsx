"use client"

import { useRouter } from "next/navigation"
import { useEffect } from "react"

const MOST = 150

type Props = {
  seconds: number
  /** Where it is asked; left out: the page itself. */
  path?: string
}

/**
 * Asks anew every few seconds, for some minutes. With JavaScript only a page's news are put into it;
 * without, the browser loads it again. Another path is gone to, whose page decides what comes next.
 */
export function AskAgain({ seconds, path }: Props) {
  const router = useRouter()
  useEffect(() => {
    if (path) {
      const timer = setTimeout(() => location.replace(path), seconds * 1000)
      return () => clearTimeout(timer)
    }
    let asked = 0
    const timer = setInterval(() => {
      asked += 1
      if (asked >= MOST) clearInterval(timer)
      if (!document.hidden) router.refresh()
    }, seconds * 1000)
    return () => clearInterval(timer)
  }, [router, seconds, path])
  return (
    <noscript>
      <meta httpEquiv="refresh" content={`${seconds * 2}${path ? `;url=${path}` : ""}`} />
    </noscript>
  )
}
