/** The one style sheet of the sandbox's pages; light and dark follow the reader's system. */
export const style = `
:root {
  color-scheme: light dark;
  --paper: #ffffff; --well: #f5f6f8; --ink: #1b1f27; --soft: #596273; --line: #d9dde4;
  --accent: #4338ca; --on-accent: #ffffff; --bad: #b42318; --good: #067647;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #14161b; --well: #1d2027; --ink: #eceef2; --soft: #a3abba; --line: #363b46;
    --accent: #a5b4fc; --on-accent: #14161b; --bad: #fda29b; --good: #75e0a7;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--paper); color: var(--ink);
  font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif;
}
a { color: var(--accent); text-underline-offset: 0.15em; }
h1 { font-size: 1.375rem; line-height: 1.25; margin: 0 0 1rem; letter-spacing: -0.01em; }
h2 { font-size: 1rem; margin: 2rem 0 0.75rem; }
p { margin: 0 0 0.75rem; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.notice {
  background: var(--well); border-bottom: 1px solid var(--line); color: var(--soft);
  padding: 0.625rem 1rem; text-align: center; font-size: 0.875rem;
}
.notice strong { color: var(--ink); }
main { max-width: 62rem; margin: 0 auto; padding: clamp(1.5rem, 5vw, 4rem) 1rem 4rem; }
main.narrow { max-width: 30rem; }
.pay { display: grid; gap: 2.5rem; }
@media (min-width: 52rem) { .pay { grid-template-columns: 1fr 1fr; gap: 5rem; } }
.pay section > :first-child { margin-top: 0; }
.total { font-size: 2.25rem; font-weight: 650; letter-spacing: -0.02em; margin: 0 0 1.5rem; }
.lines { list-style: none; margin: 0; padding: 0; }
.lines li, .sum { display: flex; justify-content: space-between; gap: 1rem; padding: 0.5rem 0; }
.lines li { border-bottom: 1px solid var(--line); }
.lines small, .hint { color: var(--soft); font-size: 0.875rem; }
.lines small { display: block; }
.amount { white-space: nowrap; font-variant-numeric: tabular-nums; }
.sum.last { font-weight: 650; }
form { margin: 0; }
fieldset { border: 0; margin: 0 0 1.25rem; padding: 0; min-width: 0; }
legend { font-weight: 600; padding: 0; margin-bottom: 0.5rem; }
.field { margin-bottom: 1rem; }
label { display: block; font-weight: 500; font-size: 0.9375rem; margin-bottom: 0.25rem; }
.choice { display: flex; gap: 0.625rem; align-items: flex-start; font-weight: 400; }
.choice input { width: 1.125rem; height: 1.125rem; min-height: 0; padding: 0; margin: 0.2rem 0 0; flex: none; accent-color: var(--accent); }
input, select {
  width: 100%; min-height: 2.75rem; padding: 0.5rem 0.75rem; font: inherit; color: inherit;
  background: var(--paper); border: 1px solid var(--soft); border-radius: 0.5rem;
}
input[readonly] { background: var(--well); }
[aria-invalid="true"] { border-color: var(--bad); border-width: 2px; }
.pair { display: grid; grid-template-columns: 1fr 1fr; gap: 1rem; }
.error { color: var(--bad); font-size: 0.9375rem; margin: 0.25rem 0 0; }
.alert { border: 1px solid var(--bad); border-radius: 0.5rem; padding: 0.75rem 1rem; margin-bottom: 1.25rem; }
.panel { border: 1px solid var(--line); border-radius: 0.75rem; padding: 1rem 1.25rem; margin-bottom: 1rem; }
.panel dl { margin-bottom: 0.75rem; }
.panel .row { gap: 0.25rem 1.25rem; }
.panel .row a { display: inline-block; padding: 0.5rem 0; }
.alert.good { border-color: var(--good); }
button {
  min-height: 2.75rem; padding: 0.5rem 1rem; font: inherit; font-weight: 600; cursor: pointer;
  color: var(--on-accent); background: var(--accent); border: 1px solid var(--accent); border-radius: 0.5rem;
}
button.wide { width: 100%; min-height: 3rem; }
button.plain { color: var(--ink); background: transparent; border-color: var(--soft); font-weight: 500; }
.actions { display: grid; gap: 0.75rem; margin-top: 1.5rem; }
.back { display: inline-block; margin-top: 1rem; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: 0.875rem; }
caption { text-align: left; font-weight: 600; padding-bottom: 0.5rem; }
th, td { text-align: left; vertical-align: top; padding: 0.4rem 0.75rem 0.4rem 0; border-bottom: 1px solid var(--line); }
th { color: var(--soft); font-weight: 500; }
code, .code { font-family: ui-monospace, SFMono-Regular, Menlo, monospace; font-size: 0.8125rem; }
.switches { display: grid; gap: 1.5rem; grid-template-columns: repeat(auto-fit, minmax(min(15rem, 100%), 1fr)); }
.row { display: flex; flex-wrap: wrap; gap: 0.375rem; align-items: center; }
.row form, .row .field { display: flex; gap: 0.25rem; align-items: center; margin: 0; }
.row label { margin: 0; font-weight: 400; font-size: 0.875rem; }
.row button, .row input, .row select { min-height: 2rem; padding: 0.125rem 0.5rem; width: auto; font-size: 0.875rem; max-width: 15rem; }
.good { color: var(--good); }
.bad { color: var(--bad); }
pre { white-space: pre-wrap; overflow-wrap: anywhere; background: var(--well); padding: 1rem; border-radius: 0.5rem; }
iframe { width: 100%; height: 38rem; border: 1px solid var(--line); border-radius: 0.5rem; background: #fff; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.25rem 1rem; margin: 0 0 1.5rem; }
dt { color: var(--soft); }
dd { margin: 0; overflow-wrap: anywhere; }
`
