"use client"

import { useCallback, useEffect, useRef, useState } from "react"
import type { Upload } from "tus-js-client"
import { askAbout, removeUpload, sendFile } from "@/components/admin/upload/send-file"
import {
  addSample,
  type Sample,
  type ShownUpload,
  secondsLeft,
} from "@/components/admin/upload/upload-words"
import type { ToldUpload } from "@/lib/uploads/find-upload-state"

/** The uploads of a form: begun earlier (`initial`) and chosen here, and what can be done with each. */
export function useUploads(purpose: string, initial: ToldUpload[]) {
  const [uploads, setUploads] = useState(() => initial.map(shownOf))
  const sendings = useRef(new Map<string, Upload>())

  const change = useCallback((key: string, changes: Partial<ShownUpload>) => {
    setUploads((all) => all.map((one) => (one.key === key ? { ...one, ...changes } : one)))
  }, [])

  const send = useCallback(
    async (file: File) => {
      const key = crypto.randomUUID()
      // What an earlier page left of it goes on in this line.
      const isLeft = ({ state, name, size }: ShownUpload) =>
        state === "left" && size === file.size && name === file.name.normalize("NFC").trim()
      setUploads((all) => [...all.filter((one) => !isLeft(one)), chosen(key, file)])
      let samples: Sample[] = []
      const upload = await sendFile(file, purpose, {
        onId: (id) => change(key, { id }),
        onSent: (sent) => {
          samples = addSample(samples, { at: performance.now(), sent })
          const left = secondsLeft(samples, file.size)
          change(key, { state: "sending", sent, secondsLeft: left, message: null })
        },
        onLost: () => {
          samples = []
          change(key, { state: "waiting", secondsLeft: null })
        },
        onFailed: (message, canRetry) => {
          if (!canRetry) sendings.current.delete(key)
          change(key, { state: "failed", message, secondsLeft: null })
        },
        onArrived: () => {
          sendings.current.delete(key)
          change(key, { state: "checking", sent: file.size, secondsLeft: null })
        },
      })
      sendings.current.set(key, upload)
    },
    [purpose, change],
  )

  const goOn = useCallback((key: string) => {
    sendings.current.get(key)?.start()
  }, [])

  const pause = useCallback(
    (key: string) => {
      void sendings.current.get(key)?.abort()
      change(key, { state: "paused", secondsLeft: null })
    },
    [change],
  )

  const remove = useCallback((upload: ShownUpload) => {
    void sendings.current.get(upload.key)?.abort()
    sendings.current.delete(upload.key)
    if (upload.id) void removeUpload(upload.id)
    setUploads((all) => all.filter((one) => one.key !== upload.key))
  }, [])

  useChecking(uploads, change)
  useWarning(uploads)
  useReconnecting(uploads, goOn)
  const canGoOn = (key: string) => sendings.current.has(key)
  return { uploads, send, pause, goOn, remove, canGoOn }
}

// Asks about what is being checked until it is ready.
function useChecking(
  uploads: ShownUpload[],
  change: (key: string, changes: Partial<ShownUpload>) => void,
): void {
  const checking = uploads.flatMap(({ key, id, state }) =>
    state === "checking" && id ? [`${key} ${id}`] : [],
  )
  const waitingFor = checking.join("\n")
  useEffect(() => {
    if (!waitingFor) return
    const ask = async () => {
      for (const line of waitingFor.split("\n")) {
        const [key = "", id = ""] = line.split(" ")
        const found = await askAbout(id)
        if (found && found.state !== "checking" && found.state !== "arriving")
          change(key, { ...shownOf(found), key })
      }
    }
    const timer = setInterval(() => void ask(), 1000)
    return () => clearInterval(timer)
  }, [waitingFor, change])
}

// Leaving the page would stop what is on its way.
function useWarning(uploads: ShownUpload[]): void {
  const isBusy = uploads.some(({ state }) => state === "sending" || state === "waiting")
  useEffect(() => {
    if (!isBusy) return
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener("beforeunload", warn)
    return () => window.removeEventListener("beforeunload", warn)
  }, [isBusy])
}

// What was given up is begun again when the browser says that it is back on the net.
function useReconnecting(uploads: ShownUpload[], goOn: (key: string) => void): void {
  useEffect(() => {
    const back = () => {
      for (const { key, state } of uploads) if (state === "failed") goOn(key)
    }
    window.addEventListener("online", back)
    return () => window.removeEventListener("online", back)
  }, [uploads, goOn])
}

function shownOf(told: ToldUpload): ShownUpload {
  const { id, name, size, received: sent, state, message, sha256 } = told
  const shown = state === "arriving" ? "left" : state
  return { key: id, id, name, size, sent, state: shown, secondsLeft: null, message, sha256 }
}

function chosen(key: string, { name, size }: File): ShownUpload {
  const begun = { id: null, sent: 0, secondsLeft: null, message: null, sha256: null }
  return { key, name, size, state: "sending", ...begun }
}
