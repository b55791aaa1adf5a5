import { afterAll, vi } from "vitest"

/**
 * Lets the tests of one file load the shop's modules anew, with other settings: a worker's files share
 * them else, and they read their settings once. Modules that come after this call are the file's own;
 * the next file gets its own again.
 */
export function loadAnew(settings: Record<string, string>): void {
  Object.assign(process.env, settings)
  vi.resetModules()
}

/** Call it at the top of a file that calls `loadAnew`, or replaces a module. */
export function leaveNoModules(): void {
  afterAll(() => {
    vi.resetModules()
  })
}
