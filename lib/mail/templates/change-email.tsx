import { Button, Text } from "@/lib/mail/elements"
import { Code } from "@/lib/mail/templates/code"
import { Layout, type Shop, styles } from "@/lib/mail/templates/layout"

type Props = { shop: Shop; url: string; code: string }

/** To the new address of a customer: the link and the code by which it is proved. */
export function ChangeEmail({ shop, url, code }: Props) {
  return (
    <Layout shop={shop} title="Is this your new address?" preview="Confirm your new address">
      <Text style={styles.text}>
        Somebody who is signed in to {shop.name} wants to use this address from now on. If that is
        you, type this code where you asked for it. It is good for ten minutes.
      </Text>
      <Code code={code} />
      <Text style={styles.text}>
        Or open this link in a browser where you are signed in. It works once, for one hour.
      </Text>
      <Text style={styles.text}>
        <Button href={url} style={styles.button}>
          Confirm the address
        </Button>
      </Text>
      <Text style={styles.quiet}>
        Was it not you? Ignore this mail and give the code to nobody: whoever types it gets
        everything that was bought with this address.
      </Text>
    </Layout>
  )
}
