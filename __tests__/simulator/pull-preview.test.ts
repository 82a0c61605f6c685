import { describe, expect, it } from 'vitest';
import { renderPreview } from '../../simulator/preview.ts';
import { diffLines, diffPull } from '../../simulator/preview-diff.ts';
import { startWorld } from '../../simulator/world.ts';
import { fleets } from '../road/github-desk.ts';

const tell = (before: string, after: string) =>
  diffLines(before, after).map(({ kind, text }) => `${{ same: ' ', removed: '-', added: '+' }[kind]}${text}`);

describe('what a pull request changes', () => {
  it.each([
    ['a\nb\nc\n', 'a\nB\nc\n', [' a', '-b', '+B', ' c']],
    ['', 'a\n', ['+a']],
    ['a\nb\n', 'b\n', ['-a', ' b']],
    ['a\nb\n', 'c\nd\n', ['-a', '-b', '+c', '+d']],
    ['a\n', 'a\n', [' a']],
  ])('from %j to %j', (before, after, lines) => {
    expect(tell(before, after)).toEqual(lines);
  });

  it('is cut to what stands around a change, and shown with what a check says of a line', async () => {
    const lines = Array.from({ length: 30 }, (_, at) => `line ${at + 1}\n`);
    const changed = lines.with(4, 'LINE <5>\n').with(24, 'line 25 x\n');
    const world = await startWorld({
      fleet: fleets.of(),
      github: { files: { 'a.txt': lines.join(''), 'b.txt': 'b\n' } },
    });
    try {
      const { people, state } = world.github;
      people.push('feature', 'platform-engineer', { 'a.txt': changed.join('') });
      const { number } = people.openPull({
        head: 'feature',
        title: 't',
        author: 'platform-engineer',
        body: '',
      });
      const files = diffPull(state, number);
      expect(files.map(({ path, hunks }) => [path, hunks.map(({ length }) => length)])).toEqual([
        ['a.txt', [8, 8]],
      ]);
      const notes = [{ file: 'a.txt', line: 5, level: 'error', title: 'T & U', text: 'why' }];
      const html = renderPreview({
        title: 't',
        body: '',
        pull: { base: 'main', head: 'feature', files, notes },
      });
      expect(html).toContain('@@ -2,7 +2,7 @@');
      expect(html).toContain('@@ -22,7 +22,7 @@');
      expect(html).toContain('- <mark>line 5</mark></td>');
      expect(html).toContain('+ <mark>LINE &lt;5&gt;</mark></td>');
      expect(html).toContain('+ line 25<mark> x</mark></td>');
      expect(html).toContain('<b>Check failure</b><br><b>T &amp; U</b><br>why');
      expect(html).toContain('opened this pull request');
    } finally {
      await world.close();
    }
  });
});
