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
}

/** Renders Mermaid when `mermaid.min.js` lies beside the page; the source is shown as it is otherwise. */
const mermaid = `<script src="mermaid.min.js"></script>
<script>
if (window.mermaid) window.mermaid.initialize({ startOnLoad: true, theme: 'default', securityLevel: 'strict' });
</script>`;

/** An issue as one HTML page, near to how GitHub shows it. Needs nothing but a browser. */
export function renderPreview(preview: Preview): string {
  const { title, body, number, state = 'open', author = 'github-actions[bot]', labels = [] } = preview;
  const first: PreviewPost = { author, body, ...(preview.at === undefined ? {} : { at: preview.at }) };
  const posts = [first, ...(preview.comments ?? [])].map((post, index) => renderPost(post, index === 0));
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
${shownLabels}</div>
${posts.join('\n')}
</main>
${posts.some((post) => post.includes('<pre class="mermaid">')) ? mermaid : ''}
</body>
</html>
`;
}

function renderPost(post: PreviewPost, isFirst: boolean): string {
  const isBot = post.author.endsWith('[bot]');
  const name = escapeHtml(post.author.replace(/\[bot\]$/, ''));
  const verb = isFirst ? 'opened this issue' : 'commented';
  const when = post.at === undefined ? '' : ` on ${escapeHtml(post.at)}`;
  return `<article class="post">
<header><b>${name}</b>${isBot ? ' <span class="bot">bot</span>' : ''} ${verb}${when}</header>
<div class="markdown">
${markdownToHtml(post.body)}</div>
</article>`;
}
