import { isMainThread } from "node:worker_threads"

// Loaded first in every child of a launcher (--import). The launcher holds the other end of standard
// input; when it is gone, even by a SIGKILL, the kernel closes that end, and this process ends too.
// Processes that this one starts inherit the flag but not the leash: their parent is another.
if (isMainThread && process.env.KIOSK_LEASH === String(process.ppid)) {
  const end = () => {
    process.kill(process.pid, "SIGTERM")
    setTimeout(() => process.exit(1), 8_000).unref()
  }
  process.stdin.on("end", end).on("error", end).resume()
  process.stdin.unref?.()
}
