import { describe, expect, it } from 'vitest';
import { type GitHubQuirk, githubQuirks } from '../../simulator/github-quirks.ts';
import { withQuirk } from './github-asking.ts';
import { probes } from './github-probes.ts';

const names = Object.keys(githubQuirks) as GitHubQuirk[];

describe("GitHub's quirks", () => {
  it('each says what it is and where that is known from', () => {
    for (const { says, source } of Object.values(githubQuirks)) {
      expect(says.length).toBeGreaterThan(20);
      expect(source.length).toBeGreaterThan(5);
    }
  });

  it.each(names)('%s shows when on, and not when off', async (quirk) => {
    const { options = {}, shows } = probes[quirk];
    const [on, off] = [withQuirk(quirk, true, options), withQuirk(quirk, false, options)];
    expect([await shows(on), await shows(off)]).toEqual([true, false]);
    expect([...on.github.contract().violations, ...on.github.unserved]).toEqual([]);
  });
});
