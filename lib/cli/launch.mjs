import { install } from "./install.mjs"

/** Installs what is missing, then runs a TypeScript file of this folder in this process. */
export async function launch(file) {
  try {
    await install()
    const { register } = await import("tsx/esm/api")
    register()
    await import(new URL(file, import.meta.url).href)
  } catch (error) {
    process.stderr.write(`${error?.expected ? error.message : (error?.stack ?? error)}\n`)
    process.exit(1)
  }
}
