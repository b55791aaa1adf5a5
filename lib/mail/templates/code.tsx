import { Text } from "@/lib/mail/elements"

/** Six digits to be typed. */
export function Code({ code }: { code: string }) {
  return (
    <Text
      style={{
        fontFamily: "ui-monospace, SFMono-Regular, Menlo, Consolas, monospace",
        fontSize: "28px",
        lineHeight: "36px",
        letterSpacing: "4px",
        fontWeight: 600,
        margin: "0 0 16px",
      }}
    >
      {code}
    </Text>
  )
}
