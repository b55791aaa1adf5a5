"use client"

import { useRouter } from "next/navigation"
import { buttonClass } from "@/components/ui/button"

type Props = {
  action: string
  fileId: string
  /** The file, for those who hear the page. */
  name: string
  /** Not what most come for: an older version, or nothing left to download it with. */
  isQuiet: boolean
  testId: string | undefined
}

/**
 * A plain form to a route handler; the file arrives beside the page. With JavaScript the page then
 * says how many downloads are left.
 */
export function DownloadForm({ action, fileId, name, isQuiet, testId }: Props) {
  const router = useRouter()
  return (
    <form method="post" action={action} onSubmit={() => setTimeout(() => router.refresh(), 1200)}>
      <input type="hidden" name="file" value={fileId} />
      <button
        type="submit"
        className={buttonClass(isQuiet ? "secondary" : "primary")}
        data-testid={testId}
      >
        <span>
          Download
          <span className="sr-only">: {name}</span>
        </span>
      </button>
    </form>
  )
}
