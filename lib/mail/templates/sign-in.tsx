import { Button, Text } from "@/lib/mail/elements"
import { Code } from "@/lib/mail/templates/code"
import { Layout, type Shop, styles } from "@/lib/mail/templates/layout"

type Props = { shop: Shop; url: string; code: string }

/** The link and the code by which somebody signs in. */
export function SignIn({ shop, url, code }: Props) {
  return (
    <Layout shop={shop} title={`Sign in to ${shop.name}`} preview="Your link and your code">
      <Text style={styles.text}>
        Open this link and press Continue. It works on any device, once, for one hour.
      </Text>
      <Text style={styles.text}>
        <Button href={url} style={styles.button}>
          Sign in
        </Button>
      </Text>
      <Text style={styles.text}>
        Or type this code where you asked for it. It is good for ten minutes.
      </Text>
      <Code code={code} />
      <Text style={styles.quiet}>
        Give the link and the code to nobody: we never ask for them. If it was not you who asked,
        ignore this mail, and nobody is signed in.
      </Text>
    </Layout>
  )
}
