import type { FileDiff } from './preview-diff.ts';
import { type PreviewNote, renderFiles } from './preview-files.ts';
import { escapeHtml, markdownToHtml } from './preview-html.ts';
import { previewStyle } from './preview-style.ts';

export interface PreviewPost {
  readonly author: string;
  readonly body: string;
  /** As it is to be shown, such as `2026-01-05 08:00 UTC`. */
  readonly at?: string;
}

export interface Preview {
  readonly title: string;
  readonly body: string;
  readonly number?: number;
  readonly state?: 'open' | 'closed';
  /** Default `github-actions[bot]`. */
  readonly author?: string;
  readonly labels?: readonly string[];
  readonly at?: string;
  readonly comments?: readonly PreviewPost[];
  /** Makes it a pull request. */
  readonly pull?: PreviewPull;
}

export interface PreviewPull {
  readonly base: string;
  readonly head: string;
  readonly files: readonly FileDiff[];
  /** What a check said of lines. */
  readonly notes?: readonly PreviewNote[];
  /** The check that failed, as GitHub shows it above the merge button. */
  readonly failedCheck?: string;
}

/** Renders Mermaid when `mermaid.min.js` lies beside the page; the source is shown as it is otherwise. */
const mermaid = `<script src="mermaid.min.js"></script>
<script>
if (window.mermaid) window.mermaid.initialize({ startOnLoad: true, theme: matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'default', securityLevel: 'strict' });
</script>`;

/** An issue or a pull request as one HTML page, near to how GitHub shows it. Needs nothing but a browser. */
export function renderPreview(preview: Preview): string {
  const { title, body, number, state = 'open', author = 'github-actions[bot]', labels = [] } = preview;
  const first: PreviewPost = { author, body, ...(preview.at === undefined ? {} : { at: preview.at }) };
  const posts = [first, ...(preview.comments ?? [])].map((post, index) =>
    renderPost(post, index === 0, preview.pull),
  );
  const shownNumber = number === undefined ? '' : ` <span class="number">#${number}</span>`;
  const shownLabels = labels.map((label) => `<span class="label">${escapeHtml(label)}</span>`).join('\n');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${previewStyle}</style>
</head>
<body>
<main>
<h1 class="title">${escapeHtml(title)}${shownNumber}</h1>
<div class="meta"><span class="state ${state}">${state === 'open' ? 'Open' : 'Closed'}</span>
${preview.pull ? renderBranches(preview.pull, author) : ''}${shownLabels}</div>
${posts.join('\n')}${preview.pull ? renderPull(preview.pull) : ''}
</main>
${posts.some((post) => post.includes('<pre class="mermaid">')) ? mermaid : ''}
</body>
</html>
`;
}

function renderBranches({ base, head }: PreviewPull, author: string): string {
  const [name, into, from] = [author.replace(/\[bot\]$/, ''), base, head].map(escapeHtml);
  return `<span><b>${name}</b> wants to merge into <code>${into}</code> from <code>${from}</code></span>\n`;
}

function renderPull({ files, notes = [], failedCheck }: PreviewPull): string {
  const check =
    failedCheck === undefined
      ? ''
      : `<div class="post check"><span class="cross">✕</span> <b>Some checks were not successful</b><br>${escapeHtml(failedCheck)}</div>`;
  return `\n${check}\n${renderFiles(files, notes)}`;
}

function renderPost(post: PreviewPost, isFirst: boolean, pull: PreviewPull | undefined): string {
  const isBot = post.author.endsWith('[bot]');
  const name = escapeHtml(post.author.replace(/\[bot\]$/, ''));
  const opened = pull === undefined ? 'opened this issue' : 'opened this pull request';
  const verb = isFirst ? opened : 'commented';
  const when = post.at === undefined ? '' : ` on ${escapeHtml(post.at)}`;
  return `<article class="post">
<header><b>${name}</b>${isBot ? ' <span class="bot">bot</span>' : ''} ${verb}${when}</header>
<div class="markdown">
${markdownToHtml(post.body)}</div>
</article>`;
}
