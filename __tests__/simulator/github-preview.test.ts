import { describe, expect, it } from 'vitest';
import { renderPreview } from '../../simulator/preview.ts';
import { markdownToHtml } from '../../simulator/preview-html.ts';

describe('the preview of an issue', () => {
  it('shows what GitHub shows of an ordinary report', () => {
    const body = [
      '<!-- aks-upgrade v1 key=k fingerprint=ab -->',
      '> [!WARNING]\n> Two pools are behind.',
      '| a | b |\n| --- | ---: |\n| `x` | 1 |',
      '<details>\n<summary>Commands</summary>\n\n```sh\naz aks upgrade --name "a" && echo\n```\n\n</details>',
      '```mermaid\ngantt\n  title <b>\n```',
      '- [x] done',
      'one\ntwo',
    ].join('\n\n');
    const html = renderPreview({ title: 'A & <b>', body, number: 7, labels: ['aks-upgrade'] });
    expect(html).toContain('<h1 class="title">A &amp; &lt;b&gt; <span class="number">#7</span></h1>');
    expect(html).not.toContain('<!-- aks-upgrade');
    expect(html).toContain(
      '<div class="alert alert-warning">\n<p class="alert-title">Warning</p>\n<p>Two pools',
    );
    expect(html).toContain('<td align="right">1</td>');
    expect(html).toMatch(/<details>\s*<summary>Commands<\/summary>/);
    expect(html).toContain('az aks upgrade --name &quot;a&quot; &amp;&amp; echo');
    expect(html).toContain('<pre class="mermaid">gantt\n  title &lt;b&gt;</pre>');
    expect(html).toContain('<script src="mermaid.min.js"></script>');
    expect(html).toContain('type="checkbox"');
    expect(html).toContain('one<br>two');
  });

  it('asks for no script when there is no picture', () => {
    expect(renderPreview({ title: 't', body: 'b' })).not.toContain('<script');
  });

  it('shows comments with who wrote them', () => {
    const comments = [{ author: 'my-app[bot]', body: '**closed**', at: '2026-01-05' }];
    const html = renderPreview({ title: 't', body: 'b', comments, state: 'closed' });
    expect(html).toContain('<b>my-app</b> <span class="bot">bot</span> commented on 2026-01-05');
    expect(html).toContain('<strong>closed</strong>');
    expect(html).toContain('<span class="state closed">Closed</span>');
  });

  it.each([
    ['<script>alert(1)</script>x', 'x'],
    ['a <script>alert(1)', 'a alert(1)'],
    ['<img src=x onerror=alert(1)>', '<img src="x">'],
    ['<a href="javascript:alert(1)">x</a>', '<a>x</a>'],
    ['<a href="java\tscript:alert(1)">x</a>', '<a>x</a>'],
    ['[x](javascript:alert)', 'x'],
    ['<style>p{}</style>x', 'x'],
    ['<custom-tag>x</custom-tag>', 'x'],
    ['<b onclick="x">y</b>', '<b>y</b>'],
    ['&lt;script&gt;', '&lt;script&gt;'],
    ['<!-- a <b>c</b> -->x', 'x'],
  ])('makes %j harmless', (markdown, expected) => {
    const html = markdownToHtml(markdown).replaceAll(/^<p>|<\/p>\n?$/g, '');
    expect(html.trim()).toBe(expected.trim());
  });
});
