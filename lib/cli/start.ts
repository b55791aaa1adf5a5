import { runInForeground } from "@/lib/cli/foreground"

await runInForeground({ development: false })
