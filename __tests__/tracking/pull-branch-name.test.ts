import { expect, test } from 'vitest';
import { branchName } from '../../src/inputs/pin-forms.ts';
import { nameBranch } from '../../src/tracking/pull/recognise-pulls.ts';

test.each([
  ['production', 'aks-upgrade/production'],
  ['a.b', 'aks-upgrade/a.b'],
  ['a..b', 'aks-upgrade/a%2E.b'],
  ['a...', 'aks-upgrade/a%2E%2E%2E'],
  ['a.lock', 'aks-upgrade/a%2Elock'],
  ['a.LOCK', 'aks-upgrade/a%2ELOCK'],
  ['a.locks', 'aks-upgrade/a.locks'],
])('the branch of %s', (key, branch) => {
  expect(nameBranch(key)).toBe(branch);
  // What git takes, under a name that users may give too.
  expect(branchName.read(branch.replace('aks-upgrade/', 'other/'))).toEqual({
    value: branch.replace('aks-upgrade/', 'other/'),
  });
});
