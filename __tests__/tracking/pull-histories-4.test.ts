import { expect, test } from 'vitest';
import { live } from './a-pull-history.ts';

const seeds = Array.from({ length: 100 }, (_, index) => 301 + index);

test('histories: no commit of a person is lost, one pull request, and calm when nothing moves', async () => {
  const found: string[] = [];
  for (const seed of seeds) found.push(...(await live(seed)));
  expect(found).toEqual([]);
}, 300_000);
