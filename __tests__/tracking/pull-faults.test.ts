import { expect, test } from 'vitest';
import { scenes, strikeEveryWrite } from './a-struck-pull.ts';

test.each(scenes.filter(({ name }) => name !== 'create'))(
  'every write, every fault: $name',
  async (scene) => {
    expect(await strikeEveryWrite(scene)).toBeGreaterThan(60);
  },
  300_000,
);
