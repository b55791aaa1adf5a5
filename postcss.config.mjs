/** Drops faces that carry their font as a data: address: the content security policy refuses those. */
const dropDataFonts = {
  postcssPlugin: "drop-data-fonts",
  AtRule: {
    "font-face": (rule) => {
      const isData = (node) => node.prop === "src" && node.value.includes("url(data:")
      if (rule.nodes?.some(isData)) rule.remove()
    },
  },
}

export default { plugins: ["@tailwindcss/postcss", dropDataFonts] }
