// The package describes its whole build alone; the core is that without HLS and DASH.
declare module "video.js/core.es.js" {
  import videojs from "video.js"
  export default videojs
}
