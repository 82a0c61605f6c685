/** A page in the manner of GitHub's issues and pull requests, light or dark as the browser likes it. */
export const previewStyle = `
:root { color-scheme: light dark; --page: #fff; --text: #1f2328; --line: #d1d9e0; --muted: #59636e; --soft: #f6f8fa;
  --link: #0969da; --label: #ddf4ff; --on-label: #0550ae; --green: #1a7f37; --red: #d1242f; --blue: #0969da;
  --purple: #8250df; --yellow: #9a6700; --added: #dafbe1; --removed: #ffebe9; --added-word: #aceebb;
  --removed-word: #ffcecb; --hunk: #ddf4ff; }
@media (prefers-color-scheme: dark) {
  :root { --page: #0d1117; --text: #f0f6fc; --line: #3d444d; --muted: #9198a1; --soft: #151b23; --link: #4493f8;
    --label: #121d2f; --on-label: #4493f8; --green: #3fb950; --red: #f85149; --blue: #4493f8; --purple: #ab7df8;
    --yellow: #d29922; --added: #2ea04326; --removed: #f8514926; --added-word: #2ea04366; --removed-word: #f8514966;
    --hunk: #388bfd1a; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text);
  font: 14px/1.5 -apple-system, BlinkMacSystemFont, "Segoe UI", "Noto Sans", Helvetica, Arial, sans-serif; }
main { max-width: 960px; margin: 0 auto; padding: 24px 16px 64px; }
h1.title { font-size: 32px; font-weight: 400; line-height: 1.25; margin: 0 0 8px; overflow-wrap: anywhere; }
h1.title .number { color: var(--muted); font-weight: 300; }
.meta { display: flex; gap: 8px; align-items: center; color: var(--muted); padding-bottom: 16px;
  margin-bottom: 24px; border-bottom: 1px solid var(--line); }
.state { color: #fff; border-radius: 2em; padding: 5px 12px; font-weight: 500; }
.state.open { background: #1f883d; } .state.closed { background: #8250df; }
.label { border-radius: 2em; padding: 0 8px; background: var(--label); color: var(--on-label); font-size: 12px;
  font-weight: 500; line-height: 20px; }
.post { border: 1px solid var(--line); border-radius: 6px; margin-bottom: 16px; }
.post > header { background: var(--soft); border-bottom: 1px solid var(--line); border-radius: 6px 6px 0 0;
  padding: 8px 16px; color: var(--muted); }
.post > header b { color: var(--text); }
.bot { border: 1px solid var(--line); border-radius: 2em; font-size: 12px; padding: 0 6px; margin-left: 4px; }
.markdown { padding: 16px; overflow-wrap: break-word; }
.markdown > :first-child { margin-top: 0; } .markdown > :last-child { margin-bottom: 0; }
.markdown p, .markdown ul, .markdown ol, .markdown table, .markdown pre, .markdown details,
.markdown blockquote, .markdown .alert { margin: 0 0 16px; }
.markdown h1, .markdown h2, .markdown h3, .markdown h4, .markdown h5, .markdown h6 {
  margin: 24px 0 16px; font-weight: 600; line-height: 1.25; }
.markdown h1, .markdown h2 { padding-bottom: .3em; border-bottom: 1px solid var(--line); }
.markdown h1 { font-size: 2em; } .markdown h2 { font-size: 1.5em; } .markdown h3 { font-size: 1.25em; }
.markdown h4 { font-size: 1em; } .markdown h5 { font-size: .875em; }
.markdown h6 { font-size: .85em; color: var(--muted); }
.markdown ul, .markdown ol { padding-left: 2em; } .markdown li + li { margin-top: .25em; }
.markdown li > p { margin-top: 16px; }
.markdown li:has(> input[type=checkbox]) { list-style: none; margin-left: -1.4em; }
.markdown a { color: var(--link); text-decoration: underline; text-underline-offset: .2rem; }
.markdown table { border-collapse: collapse; display: block; width: max-content; max-width: 100%; overflow: auto; }
.markdown th, .markdown td { padding: 6px 13px; border: 1px solid var(--line); }
.markdown th { font-weight: 600; } .markdown tr:nth-child(2n) td { background: var(--soft); }
.markdown code { font: 85%/1.45 ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace;
  background: #818b981f; border-radius: 6px; padding: .2em .4em; }
.markdown pre { background: var(--soft); border-radius: 6px; padding: 16px; overflow: auto; font-size: 85%;
  line-height: 1.45; font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace; }
.markdown pre code { background: none; padding: 0; font-size: 100%; }
.markdown pre.mermaid[data-processed] { background: none; border: 1px solid var(--line); text-align: center; }
.markdown blockquote { color: var(--muted); border-left: .25em solid var(--line); padding: 0 1em; }
.markdown hr { height: .25em; border: 0; background: var(--line); margin: 24px 0; }
.markdown img { max-width: 100%; } .markdown summary { cursor: pointer; }
.markdown kbd { border: 1px solid var(--line); border-radius: 6px; padding: 2px 5px; font-size: 11px; }
.alert { border-left: .25em solid var(--tone); padding: 8px 16px; } .alert > :last-child { margin-bottom: 0; }
.alert-title { color: var(--tone); font-weight: 500; }
.alert-note { --tone: var(--blue); } .alert-tip { --tone: var(--green); } .alert-important { --tone: var(--purple); }
.alert-warning { --tone: var(--yellow); } .alert-caution { --tone: var(--red); }
.meta code, table.diff, .file > header b { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace; }
.meta code { font-size: 12px; background: var(--label); color: var(--on-label); border-radius: 6px; padding: 2px 6px; }
.check { padding: 12px 16px; } .cross { color: var(--red); font-weight: 700; margin-right: 4px; }
h2.files { font-size: 20px; font-weight: 600; margin: 32px 0 16px; }
h2.files .count { background: var(--soft); border: 1px solid var(--line); border-radius: 2em; font-size: 12px; padding: 2px 8px; }
.file > header { font-size: 12px; } .plus { color: var(--green); } .minus { color: var(--red); }
table.diff { border-collapse: collapse; table-layout: fixed; width: 100%; font-size: 12px; line-height: 20px; }
table.diff td { padding: 0 10px; white-space: pre-wrap; overflow-wrap: anywhere; vertical-align: top; }
table.diff .number { width: 48px; text-align: right; color: var(--muted); }
table.diff .hunk td { background: var(--hunk); color: var(--muted); }
table.diff .removed td { background: var(--removed); } table.diff .added td { background: var(--added); }
table.diff mark { color: inherit; border-radius: 3px; }
table.diff .removed mark { background: var(--removed-word); } table.diff .added mark { background: var(--added-word); }
table.diff .note td { padding: 8px 10px; font-family: -apple-system, BlinkMacSystemFont, "Segoe UI", "Noto Sans", Helvetica, Arial, sans-serif;
  border: 1px solid var(--line); border-width: 1px 0; white-space: normal; }
table.diff .note.error td:last-child { border-left: 4px solid var(--red); }
table.diff .note.warning td:last-child { border-left: 4px solid var(--yellow); }
`;
