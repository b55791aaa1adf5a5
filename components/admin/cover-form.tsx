"use client"

import { useState } from "react"
import Cropper, { type Area } from "react-easy-crop"
import "react-easy-crop/react-easy-crop.css"
import { buttonClass } from "@/components/ui/button"
import { Field } from "@/components/ui/field"
import { Select } from "@/components/ui/select"
import { SubmitButton } from "@/components/ui/submit-button"

const shapes = [
  ["whole", "The whole picture"],
  ["0.667", "Book, 2:3"],
  ["1", "Square"],
  ["1.778", "Film, 16:9"],
] as const

/** A product's picture: chosen, cut to a shape, and sent. Without JavaScript it is sent whole. */
export function CoverForm({ slug, hasCover }: { slug: string; hasCover: boolean }) {
  const [picture, setPicture] = useState<string | null>(null)
  const [shape, setShape] = useState("whole")
  const [place, setPlace] = useState({ x: 0, y: 0 })
  const [zoom, setZoom] = useState(1)
  const [area, setArea] = useState<Area | null>(null)
  const path = `/api/admin/products/${slug}/cover`
  const isCut = picture !== null && shape !== "whole"
  return (
    <div className="space-y-4">
      <form action={path} method="post" encType="multipart/form-data" className="space-y-4">
        <Field
          id="picture"
          name="picture"
          type="file"
          accept="image/jpeg,image/png,image/webp,image/avif,image/gif"
          label="A picture from this machine"
          hint="JPEG, PNG, WebP, AVIF or GIF, 20 MB at most. It is shown in the widths that pages need."
          onChange={(event) => {
            const [file] = event.target.files ?? []
            if (!file) return setPicture(null)
            const reader = new FileReader()
            reader.onload = () =>
              setPicture(typeof reader.result === "string" ? reader.result : null)
            reader.readAsDataURL(file)
          }}
        />
        {picture && (
          <Select
            id="shape"
            label="Shape"
            options={shapes}
            value={shape}
            onChange={(event) => setShape(event.target.value)}
          />
        )}
        {isCut && (
          <>
            <div className="relative h-72 overflow-hidden rounded-lg bg-surface">
              <Cropper
                image={picture}
                aspect={Number(shape)}
                crop={place}
                zoom={zoom}
                onCropChange={setPlace}
                onZoomChange={setZoom}
                onCropComplete={setArea}
                disableAutomaticStylesInjection
              />
            </div>
            <label className="block text-sm">
              Closer
              <input
                type="range"
                min={1}
                max={4}
                step={0.05}
                value={zoom}
                onChange={(event) => setZoom(Number(event.target.value))}
                className="mt-1 block w-full accent-accent"
              />
            </label>
            {area && <input type="hidden" name="crop" value={JSON.stringify(area)} />}
          </>
        )}
        <SubmitButton
          waiting="Sending…"
          className={buttonClass("secondary")}
          data-testid="save-cover"
        >
          Use this picture
        </SubmitButton>
      </form>
      {hasCover && (
        <form action={path} method="post" encType="multipart/form-data">
          <input type="hidden" name="remove" value="on" />
          <SubmitButton waiting="Removing…" className={buttonClass("quiet")}>
            Remove the picture
          </SubmitButton>
        </form>
      )}
    </div>
  )
}
