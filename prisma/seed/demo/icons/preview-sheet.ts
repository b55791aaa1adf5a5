import { drawIcon } from "@/prisma/seed/demo/icons/draw-icon"
import type { Drawing } from "@/prisma/seed/demo/icons/read-drawings"

/** A page that shows every icon with its name, in light and dark, at three sizes. */
export function previewSheet(title: string, drawings: Drawing[]): string {
  const groups = [...new Set(drawings.map((drawing) => drawing.group))]
  const sections = groups.map((group) => {
    const icons = drawings.filter((drawing) => drawing.group === group)
    const figures = icons.map(
      (icon) => `<figure>${drawIcon(icon)}<figcaption>${icon.name}</figcaption></figure>`,
    )
    return `<section>\n<h2>${group}</h2>\n<div>\n${figures.join("\n")}\n</div>\n</section>`
  })
  return `<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>
:root { color-scheme: light dark; --size: 32px; }
body { font: 1rem/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 64rem; padding: 0 1rem; }
h2 { font-size: 1rem; margin: 2.5rem 0 1rem; }
div { display: grid; gap: 1.5rem 0.5rem; grid-template-columns: repeat(auto-fill, minmax(6.5rem, 1fr)); }
figure { margin: 0; text-align: center; }
figure svg { height: var(--size); width: var(--size); }
figcaption { font-size: 0.75rem; opacity: 0.7; }
body:has(#small:checked) { --size: 24px; }
body:has(#large:checked) { --size: 64px; }
</style>
</head>
<body>
<h1>${title}</h1>
<p>${drawings.length} icons, one dot each.
<label><input type="radio" name="size" id="small"> 24</label>
<label><input type="radio" name="size" checked> 32</label>
<label><input type="radio" name="size" id="large"> 64 pixels</label></p>
${sections.join("\n")}
</body>
</html>`
}
