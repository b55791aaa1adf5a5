"use client"

import "./globals.css"
import ErrorPage from "@/app/error"

/** When not even the frame of the page could be made. */
export default function GlobalError(props: { error: unknown; retry: () => void }) {
  return (
    <html lang="en">
      <head>
        <title>That went wrong on our side</title>
      </head>
      <body>
        <main className="mx-auto max-w-6xl px-5">
          <ErrorPage {...props} />
        </main>
      </body>
    </html>
  )
}
