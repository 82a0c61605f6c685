import { Marked } from 'marked';

/** Tags that GitHub keeps in Markdown, with the attributes it keeps. */
const keptTags = new Set(
  (
    'a b blockquote br code dd del details div dl dt em h1 h2 h3 h4 h5 h6 hr i img ins kbd li ol p picture pre q s ' +
    'samp span strike strong sub summary sup table tbody td tfoot th thead tr tt ul var'
  ).split(' '),
);
const keptAttributes = new Set(
  'align alt colspan height href lang name open rowspan src start title valign width'.split(' '),
);

const alerts: Readonly<Record<string, string>> = {
  note: 'Note',
  tip: 'Tip',
  important: 'Important',
  warning: 'Warning',
  caution: 'Caution',
};

export function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[sign] ?? '&quot;');
}

/** Anything but `javascript:` and its kin. */
function isSafeUrl(url: string): boolean {
  // Browsers ignore blanks and control characters inside a scheme.
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(url.replaceAll(/[\s\p{Cc}]/gu, ''))?.[1]?.toLowerCase();
  return scheme === undefined || ['http', 'https', 'mailto'].includes(scheme);
}

const deadBlocks =
  /<(script|style|iframe|object|embed|noscript|textarea|title|xmp)\b[\s\S]*?(?:<\/\1\s*>|$)/gi;
const pieces =
  /<!--[\s\S]*?(?:-->|$)|<[!?][\s\S]*?(?:>|$)|<\/?([a-z][a-z0-9-]*)((?:[^>"']|"[^"]*"|'[^']*')*)>|</gi;
const attributes = /([a-z][a-z-]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/gi;

/** Raw HTML as GitHub leaves it: comments, scripts, styles, handlers and unknown tags are gone, their text stays. */
export function sanitizeHtml(html: string): string {
  return html.replaceAll(deadBlocks, '').replaceAll(pieces, (piece: string, name?: string, rest?: string) => {
    if (piece === '<') return '&lt;';
    const tag = name?.toLowerCase();
    if (tag === undefined || !keptTags.has(tag)) return '';
    if (piece.startsWith('</')) return `</${tag}>`;
    const kept = [...(rest ?? '').matchAll(attributes)].flatMap(([, key = '', double, single, bare]) => {
      const value = double ?? single ?? bare ?? '';
      const attribute = key.toLowerCase();
      const isUrl = attribute === 'href' || attribute === 'src';
      return keptAttributes.has(attribute) && (!isUrl || isSafeUrl(value))
        ? [` ${attribute}="${value.replaceAll('"', '&quot;')}"`]
        : [];
    });
    return `<${tag}${kept.join('')}>`;
  });
}

const gfm = new Marked({ gfm: true, breaks: true }).use({
  renderer: {
    html({ text }) {
      return sanitizeHtml(text);
    },
    code({ text, lang }) {
      const language = (lang ?? '').split(/\s/)[0] ?? '';
      if (language === 'mermaid') return `<pre class="mermaid">${escapeHtml(text)}</pre>\n`;
      return `<pre><code data-lang="${escapeHtml(language)}">${escapeHtml(text)}</code></pre>\n`;
    },
    link({ href, title, tokens }) {
      const text = this.parser.parseInline(tokens);
      const about = title ? ` title="${escapeHtml(title)}"` : '';
      return isSafeUrl(href) ? `<a href="${escapeHtml(href)}"${about}>${text}</a>` : text;
    },
    image({ href, text }) {
      return isSafeUrl(href) ? `<img src="${escapeHtml(href)}" alt="${escapeHtml(text)}">` : escapeHtml(text);
    },
    blockquote({ tokens }) {
      return toAlert(this.parser.parse(tokens));
    },
  },
});

/** `> [!NOTE]` on a line of its own starts an alert. */
function toAlert(inner: string): string {
  const match = /^<p>\[!(note|tip|important|warning|caution)\](?:<br>\s*|\s*(?=<\/p>)|\n)/i.exec(inner);
  const kind = match?.[1]?.toLowerCase();
  if (!match || kind === undefined) return `<blockquote>\n${inner}</blockquote>\n`;
  const rest = `<p>${inner.slice(match[0].length)}`.replace(/^<p>\s*<\/p>\s*/, '');
  return `<div class="alert alert-${kind}">\n<p class="alert-title">${alerts[kind]}</p>\n${rest}</div>\n`;
}

/** GitHub-flavoured Markdown as HTML. In issues a line break is a line break. */
export function markdownToHtml(markdown: string): string {
  return gfm.parse(markdown, { async: false });
}
