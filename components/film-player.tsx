"use client"

import type { Route } from "next"
import { useEffect, useRef, useState } from "react"
import type Player from "video.js/dist/types/player"
import { FilmVideo } from "@/components/player/film-video"
import { startPlayer } from "@/components/player/start-player"
import { PageLink } from "@/components/ui/page-link"
import type { Film } from "@/lib/delivery/stream-film"
import "video.js/dist/video-js.css"
import "@/components/player/film-player.css"

type Props = {
  film: Film
  title: string
  coverKey: string | null
  /** Seconds from the beginning, and that as it is read: "12:34". */
  startsAt: number
  startsAtText: string
  /** This page, for those without JavaScript: the film from its beginning. */
  fromStart: Route
}

/**
 * A film, with captions, chapters, keys, and the place where it was left. A plain video element
 * until Video.js is here, and for good where there is no JavaScript.
 */
export function FilmPlayer(props: Props) {
  const { title, coverKey, startsAtText, fromStart } = props
  // When the page is asked for anew its addresses are new too; what plays must not be disturbed.
  const [{ film, startsAt }] = useState(props)
  const [isAtStart, setAtStart] = useState(startsAt === 0)
  const frame = useRef<HTMLDivElement>(null)
  const started = useRef<Player>(null)

  useEffect(() => {
    const video = frame.current?.querySelector("video")
    if (!video) return
    let isGone = false
    let stop: (() => void) | undefined
    void startPlayer(video, film).then((running) => {
      if (isGone) return running.stop()
      started.current = running.player
      stop = running.stop
    })
    return () => {
      isGone = true
      stop?.()
    }
  }, [film])

  const startOver = () => {
    started.current?.currentTime(0)
    void started.current?.play()
    setAtStart(true)
  }

  return (
    <div>
      <div ref={frame} className="film-frame">
        <div data-vjs-player className="size-full">
          <FilmVideo
            film={film}
            title={title}
            coverKey={coverKey}
            startsAt={startsAt}
            isEager
            className="video-js vjs-fill"
          />
        </div>
      </div>
      {!isAtStart && (
        <p className="mt-3 text-quiet">
          Continues at {startsAtText}.{" "}
          <PageLink
            href={fromStart}
            className="link inline-flex min-h-9 items-center text-ink"
            onClick={(event) => {
              if (!started.current) return
              event.preventDefault()
              startOver()
            }}
          >
            Start over
          </PageLink>
        </p>
      )}
    </div>
  )
}
