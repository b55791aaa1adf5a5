import sharp from "sharp"
import { coverWidths } from "@/lib/covers"
import { AppError } from "@/lib/errors"

/** A part of a picture, in hundredths of its width and height. */
export type Crop = { x: number; y: number; width: number; height: number }

/** Pixels of width and height together: beyond it a small file unpacks to more memory than a shop has. */
const MOST_PIXELS = 60_000_000

/**
 * A picture as it is shown: turned upright, cut, in each of the widths that pages ask for (never enlarged),
 * as WebP, without what cameras write into it. The last is the largest. Throws an AppError "invalid" for
 * bytes that are no picture, whatever they are called, and for one of too many pixels.
 */
export async function prepareCover(bytes: Uint8Array, crop: Crop | null): Promise<Buffer[]> {
  try {
    // First upright, then cut: what the person saw in the browser was upright.
    const upright = await sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: "error" })
      .autoOrient()
      .toFormat("png", { compressionLevel: 1 })
      .toBuffer({ resolveWithObject: true })
    const { width, height } = upright.info
    const whole = sharp(upright.data, { limitInputPixels: MOST_PIXELS })
    if (crop) whole.extract(pixelsOf(crop, width, height))
    const cut = await whole.toBuffer()
    return await Promise.all(
      coverWidths.map((most) =>
        sharp(cut, { limitInputPixels: MOST_PIXELS })
          .resize({ width: most, height: most * 2, fit: "inside", withoutEnlargement: true })
          .webp({ quality: 82 })
          .toBuffer(),
      ),
    )
  } catch (error) {
    throw new AppError(
      "invalid",
      "This is no picture that can be used. Take a JPEG, PNG, WebP, AVIF or GIF of at most 60 million pixels.",
      { cause: error },
    )
  }
}

function pixelsOf(crop: Crop, width: number, height: number) {
  const within = (value: number, most: number) => Math.min(Math.max(Math.round(value), 0), most)
  const left = within((crop.x / 100) * width, width - 1)
  const top = within((crop.y / 100) * height, height - 1)
  return {
    left,
    top,
    width: Math.max(1, within((crop.width / 100) * width, width - left)),
    height: Math.max(1, within((crop.height / 100) * height, height - top)),
  }
}
