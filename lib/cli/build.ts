import { actionsKey } from "@/lib/cli/actions-key"
import { buildWeb } from "@/lib/cli/build-web"
import { bundleEntries } from "@/lib/cli/bundle"
import { loadSettings } from "@/lib/cli/load-settings"

const { given } = await loadSettings()
const say = (line: string) => console.log(line)
const { folder, built } = await buildWeb({ actionsKey: actionsKey(given), say })
say(built ? `Built ${folder}` : `${folder} is up to date.`)
await bundleEntries()
say("Bundled dist/worker.mjs, dist/shop.mjs and dist/migrate.mjs")
