import { readFileSync, writeFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { chromium } from "@playwright/test"
import { drawCovers } from "@/prisma/seed/demo/assets/covers/draw-covers"

/**
 * Renders the covers as JPEG one folder up, and Kiosk's mark as public/favicon.ico and
 * public/apple-touch-icon.png. Run by hand from the repository's root: see assets/README.md.
 */
async function makeCovers(): Promise<void> {
  const assets = fileURLToPath(new URL("..", import.meta.url))
  const browser = await chromium.launch({
    executablePath: "/usr/bin/chromium",
    args: ["--no-sandbox"],
  })
  const page = await browser.newPage()
  for (const cover of drawCovers()) {
    await page.setViewportSize({ width: cover.width, height: cover.height })
    await page.setContent(`<style>body { margin: 0 } svg { display: block }</style>${cover.svg}`)
    await page.screenshot({ path: `${assets}${cover.name}.jpg`, type: "jpeg", quality: 84 })
  }

  const mark = readFileSync("public/favicon.svg", "utf8")
  const picture = async (size: number, paper: string, inset: number) => {
    await page.setViewportSize({ width: size, height: size })
    const style = `body { margin: 0; background: ${paper} } svg { display: block; padding: ${inset}px; box-sizing: border-box; width: ${size}px; height: ${size}px }`
    await page.setContent(`<style>${style}</style>${mark}`)
    return page.screenshot({ type: "png", omitBackground: true })
  }
  writeFileSync("public/apple-touch-icon.png", await picture(180, "#f8f3ea", 28))
  writeFileSync("public/favicon.ico", icon(32, await picture(32, "transparent", 0)))
  await browser.close()
}

/** A Windows icon file that holds one PNG. */
function icon(size: number, png: Buffer): Buffer {
  const head = Buffer.alloc(22)
  head.writeUInt16LE(1, 2)
  head.writeUInt16LE(1, 4)
  head.writeUInt8(size, 6)
  head.writeUInt8(size, 7)
  head.writeUInt16LE(1, 10)
  head.writeUInt16LE(32, 12)
  head.writeUInt32LE(png.length, 14)
  head.writeUInt32LE(head.length, 18)
  return Buffer.concat([head, png])
}

await makeCovers()
