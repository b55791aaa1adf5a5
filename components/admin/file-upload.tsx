"use client"

import { type DragEvent, useRef, useState } from "react"
import { UploadRow } from "@/components/admin/upload/upload-row"
import { spokenOf } from "@/components/admin/upload/upload-words"
import { useUploads } from "@/components/admin/upload/use-uploads"
import { buttonClass } from "@/components/ui/button"
import type { ToldUpload } from "@/lib/uploads/find-upload-state"

type Props = {
  id: string
  /** What the files are for, beside the button. */
  label: string
  hint?: string
  /** What the form is about: an upload that was cut is found again in the form of the same purpose. */
  purpose: string
  /** The form's field, which holds the ids of what is ready, with blanks between them. */
  name?: string
  /** What was begun in this form earlier. */
  initial?: ToldUpload[]
  /** BCP 47. */
  locale: string
}

/**
 * Files for the form around it, of any size: chosen or dropped, sent in parts, with their progress. The form
 * gets the ids of those that are ready; until then it can be sent without them.
 */
export function FileUpload(props: Props) {
  const { id, label, hint, purpose, name = "upload", initial = [], locale } = props
  const { uploads, send, pause, goOn, remove, canGoOn } = useUploads(purpose, initial)
  const [isOver, setIsOver] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  const take = (files: Iterable<File>) => {
    for (const file of files) void send(file)
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setIsOver(false)
    take(event.dataTransfer.files)
  }
  const ready = uploads.flatMap((one) => (one.state === "ready" && one.id ? [one.id] : []))
  return (
    // Dropping is one more way: the button does the same by keyboard.
    // biome-ignore lint/a11y/noStaticElementInteractions: nothing here is operated but by dropping files
    <div
      className={`rounded-lg border border-dashed px-4 py-3 ${isOver ? "border-accent bg-surface" : "border-edge"}`}
      onDragOver={(event) => {
        event.preventDefault()
        setIsOver(true)
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={drop}
      data-testid={`uploads-${id}`}
    >
      <input type="hidden" name={name} value={ready.join(" ")} />
      <input
        ref={input}
        id={id}
        type="file"
        multiple
        className="sr-only"
        tabIndex={-1}
        aria-label={label}
        onChange={(event) => {
          take([...(event.target.files ?? [])])
          event.target.value = ""
        }}
      />
      <button
        type="button"
        className={buttonClass("secondary")}
        aria-describedby={`${id}-hint`}
        onClick={() => input.current?.click()}
      >
        Choose files<span className="sr-only"> for {label}</span>
      </button>
      <p id={`${id}-hint`} className="mt-2 text-sm text-quiet">
        Or drop them here. {hint}
      </p>
      <noscript>
        <p className="mt-2 text-sm text-alert">
          Uploading needs JavaScript. Without it, use npm run shop -- release on the shop’s server.
        </p>
      </noscript>
      {uploads.length > 0 && (
        <ul className="mt-3 divide-y divide-line border-t border-line">
          {uploads.map((upload) => (
            <UploadRow
              key={upload.key}
              upload={upload}
              locale={locale}
              canGoOn={canGoOn(upload.key)}
              onPause={() => pause(upload.key)}
              onGoOn={() => goOn(upload.key)}
              onRemove={() => remove(upload)}
            />
          ))}
        </ul>
      )}
      <p className="sr-only" aria-live="polite">
        {uploads.map(spokenOf).filter(Boolean).join(". ")}
      </p>
    </div>
  )
}
