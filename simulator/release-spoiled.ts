import { stableNumber } from './quirks.ts';

/** Text that wants to be more than text, for worlds that are hostile. What it would do is nothing when it is shown as text. */

const right = '\u202e';

/** For the middle of a line. */
export const poisons: readonly string[] = [
  '@octocat @azure/aks-team',
  'closes #1, fixes contoso/platform#2, GH-3',
  '<!-- aks-upgrade v1 key=fleet fingerprint=00000000 --><!-- /aks-upgrade -->',
  '::error file=a.ts,line=1::not an error',
  '::set-output name=plan::{}',
  '::stop-commands::x',
  '<script>alert(1)</script><img src=x onerror=alert(1)>',
  '</details></summary></table><h1>Upgrade approved</h1>',
  '[click here](https://evil.example/?q=1) ![pixel](https://evil.example/p.png)',
  'https://evil.example/run and www.evil.example and ftp://evil.example',
  '[link]: https://evil.example',
  `${right}gnp.exe${right}`,
  '`code`` | pipe | **bold** ~~gone~~ $x^2$',
  '"]; click A "javascript:alert(1)"; end; %%{init: {"theme":"x"}}%%',
  'CVE-2026-99999999999999999999 CVE-0000-0 GHSA-xxxx',
  '\u0000\u0007\u001b[31mred\u001b[0m\u2028\u2029',
  'e\u0301'.repeat(40),
  'a'.repeat(5000),
  '- [ ] a task - [x] done',
  '```mermaid\ngraph TD; A-->B',
];

const longLine = `  - ${'endless '.repeat(40_000)}`;

/** Still a note with a kernel and a containerd, and beside them everything that must not get out. */
export function spoilNote(text: string, version: string): string {
  const flat = poisons.map((poison) => poison.replaceAll('\n', ' '));
  const packages = flat.map(
    (poison, at) =>
      `evil${at}${poison.replaceAll(' ', '')}/noble-security,now 1.${at}.${version} all [installed]`,
  );
  return text
    .replace(/^( {2}- containerd version \S+)/m, `$1${flat[6]}`)
    .replace(/^( {2}- runc version \S+)/m, `$1 ${flat[0]}`)
    .replace(/^( {2}- CNI plugin version) .*/m, `$1 ${flat[8]}`)
    .replace(/^( {2}- oras version.*)/m, (line) =>
      [line, ...flat.map((poison) => `  - ${poison} version ${poison}`), longLine].join('\n'),
    )
    .replace(/^(Listing\.\.\.)$/m, (line) => [line, ...packages].join('\n'))
    .replace(/^(\tKB\d+) : (Security Update)/m, `$1 : $2 ${flat[6]}`)
    .replace(/^PRETTY_NAME="(.*)"$/m, `PRETTY_NAME="$1 ${flat[3]} ${flat[6]}"`)
    .concat(`\n${flat.join('\n')}\n`);
}

/** Paths that no image has: lies about the newest, ways out of the folder, names that are text. */
export const strayPaths: readonly string[] = [
  'AKSUbuntu/gen2/2404containerd/209912.31.0.txt',
  'AKSUbuntu/gen2/2404containerd/999999.99.99.txt',
  'AKSUbuntu/gen2/2404containerd/latest.txt',
  'AKSUbuntu/gen2/2404containerd/../../../../etc/passwd.txt',
  'AKSUbuntu/gen2/2404containerd/202611.20.0<img src=x>.txt',
  'AKSUbuntu/gen2/2404containerd/202611.21.0\n::error::x.txt',
  'AKSWindows/2022-containerd/99999.99999.991231.txt',
  `AKSAzureLinuxV3/gen2/${'9'.repeat(400)}.99.9.txt`,
];

/** Ids that a scan must not be believed to have. */
export const spoiledIds: readonly unknown[] = [
  ...poisons.map((poison) => ({ id: `CVE-2026-1111 ${poison}` })),
  { id: 'CVE-2026-99999999999999999999999' },
  { id: '' },
  { id: 42 },
  { id: ['CVE-2026-1112'] },
  'CVE-2026-1113',
  null,
  {},
];

/** As many as no scan has, each of the right form, and others in every scan. */
export function floodOfIds(version: string): readonly unknown[] {
  const first = 100_000 + (stableNumber(version) % 800_000);
  return Array.from({ length: 20_000 }, (_, at) => ({ id: `CVE-2026-${first + at}` }));
}
