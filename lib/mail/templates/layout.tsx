import type { ReactElement, ReactNode } from "react"
import { Body, Container, Head, Heading, Hr, Html, Link, Preview, Text } from "@/lib/mail/elements"

/** What every letter tells of the shop. */
export type Shop = { name: string; url: string; supportEmail: string; locale: string }

/** A letter that is not yet text: its subject and what it says; of some, headers of its own. */
export type Composed = { subject: string; body: ReactElement; headers?: Record<string, string> }

type Props = { shop: Shop; preview: string; title: string; children: ReactNode }

const font =
  'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, "Noto Sans", sans-serif'

export const styles = {
  text: { fontSize: "16px", lineHeight: "24px", margin: "0 0 16px" },
  quiet: { fontSize: "14px", lineHeight: "20px", margin: "0 0 8px", color: "#57534e" },
  button: {
    display: "inline-block",
    background: "#9c4321",
    color: "#ffffff",
    fontSize: "16px",
    fontWeight: 600,
    padding: "12px 20px",
    borderRadius: "8px",
    textDecoration: "none",
  },
  cell: { fontSize: "16px", lineHeight: "24px", padding: "8px 0", verticalAlign: "top" },
  amount: {
    fontSize: "16px",
    lineHeight: "24px",
    padding: "8px 0 8px 16px",
    verticalAlign: "top",
    textAlign: "right" as const,
    whiteSpace: "nowrap" as const,
  },
}

/** The frame of every letter: the shop's name above, its support address below. */
export function Layout({ shop, preview, title, children }: Props) {
  return (
    <Html lang={shop.locale.split("-")[0] ?? "en"}>
      <Head />
      <Preview>{preview}</Preview>
      <Body style={{ background: "#fafaf9", color: "#1c1917", fontFamily: font, margin: 0 }}>
        <Container style={{ maxWidth: "560px", padding: "32px 20px" }}>
          <Text style={{ ...styles.quiet, fontWeight: 600 }}>{shop.name}</Text>
          <Heading as="h1" style={{ fontSize: "24px", lineHeight: "32px", margin: "0 0 16px" }}>
            {title}
          </Heading>
          {children}
          <Hr style={{ borderColor: "#e7e5e4", margin: "32px 0 16px" }} />
          <Text style={styles.quiet}>
            Something not right? Reply to this mail or write to{" "}
            <Link href={`mailto:${shop.supportEmail}`}>{shop.supportEmail}</Link>.
          </Text>
          <Text style={styles.quiet}>
            <Link href={shop.url}>{shop.name}</Link>
          </Text>
        </Container>
      </Body>
    </Html>
  )
}
