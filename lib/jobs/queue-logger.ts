import { Logger } from "graphile-worker"
import { log, withoutSecrets } from "@/lib/log"

/** The queue's own words, in the shop's log. */
export function queueLogger(): Logger {
  return new Logger(() => (level, message) => {
    const line = withoutSecrets(message)
    if (level === "error") log.error(line)
    else if (level === "warning") log.warn(line)
    else log.debug(line)
  })
}
