import { describe, expect, test } from 'vitest';
import { type BundledPackage, packageDirectory } from '../../scripts/bundled-packages.ts';
import { renderNotices } from '../../scripts/notices.ts';

const agentBase = aPackage({ name: 'agent-base', repository: 'proxy-agents', licenseText: 'The text' });
const negotiate = aPackage({ name: 'proxy-agent-negotiate', repository: 'proxy-agents', licenseText: '' });

function aPackage(differs: Partial<BundledPackage>): BundledPackage {
  return {
    name: 'a',
    version: '1.0.0',
    license: 'MIT',
    licenseText: 'MIT text',
    repository: 'r',
    bytes: 1,
    ...differs,
  };
}

describe('third-party notices', () => {
  test('give each package its version, licence and text', () => {
    const text = renderNotices([
      aPackage({}),
      aPackage({ name: 'b', version: '2.0.0', license: 'ISC', licenseText: 'ISC text' }),
    ]);
    expect(text).toContain('a 1.0.0\nLicence: MIT\n\nMIT text');
    expect(text).toContain('b 2.0.0\nLicence: ISC\n\nISC text');
  });

  test('stop the build when a licence text is missing', () => {
    expect(() => renderNotices([aPackage({ licenseText: '' })])).toThrow(
      'a 1.0.0 (MIT) ships no licence text',
    );
  });

  test('say why, where a package ships none and a sibling has it', () => {
    const text = renderNotices([agentBase, negotiate]);
    expect(text).toMatch(
      /proxy-agent-negotiate 1\.0\.0\nLicence: MIT\n\nThe package holds no licence file\..*\n\nThe text\n$/s,
    );
  });

  test.each([
    ['is gone', []],
    ['moved', [{ ...agentBase, repository: 'elsewhere' }]],
    ['changed its licence', [{ ...agentBase, license: 'ISC' }]],
  ])('stop the build when the sibling %s', (_, siblings) => {
    expect(() => renderNotices([...siblings, negotiate])).toThrow(
      'no longer of the same repository and licence',
    );
  });
});

test.each([
  ['./node_modules/semver/index.js', './node_modules/semver'],
  ['./node_modules/@azure/identity/dist/a.js', './node_modules/@azure/identity'],
  ['./node_modules/a/node_modules/@b/c/d.js', './node_modules/a/node_modules/@b/c'],
  ['./lib/main.js', undefined],
  ['external "fs"', undefined],
])('%s belongs to %s', (module, directory) => {
  expect(packageDirectory(module)).toBe(directory);
});
