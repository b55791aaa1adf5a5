import { cpus, release, totalmem, type } from "node:os"

/** On what the bench ran, in a line. */
export function describeMachine(): string {
  const processors = cpus()
  const memory = Math.round(totalmem() / 2 ** 30)
  const model = processors[0]?.model.trim() ?? "unknown processor"
  return `${processors.length} cores (${model}), ${memory} GiB memory, ${type()} ${release()}, Node ${process.versions.node}`
}
