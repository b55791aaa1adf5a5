"use client"

import { useRouter } from "next/navigation"
import { useEffect } from "react"

/**
 * Asks for the page anew when the visitor comes back to it: from the browser's frozen copy
 * (pageshow, persisted) or from Next's own (popstate). What was bought meanwhile has its new button.
 */
export function RefreshOnReturn() {
  const router = useRouter()
  useEffect(() => {
    const onShow = (event: PageTransitionEvent) => {
      if (event.persisted) router.refresh()
    }
    // After Next has put its own copy on the screen. An entry without a state is a place in this very
    // page: to ask for it anew would take the place out of its address.
    const onPop = (event: PopStateEvent) => {
      if (event.state !== null) setTimeout(() => router.refresh(), 0)
    }
    window.addEventListener("pageshow", onShow)
    window.addEventListener("popstate", onPop)
    return () => {
      window.removeEventListener("pageshow", onShow)
      window.removeEventListener("popstate", onPop)
    }
  }, [router])
  return null
}
