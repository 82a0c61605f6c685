/** Every shape that the release parts of a report have, for the preview and for tests that must hold for all of them. */
import { bundledCalendar } from '../../src/releases/calendar.ts';
import type { ImageChange, Releases, Source } from '../../src/releases/releases.ts';
import type { Told } from '../../src/report/told.ts';
import { image } from './fleet.ts';
import {
  aChange,
  aDiff,
  aMovingCluster,
  aNoteOfImages,
  anItem,
  aReleases,
  azureLinux,
  clustersBehind,
  jammy,
  noble,
  packageList,
  published,
  readAll,
  tellWith,
  windows,
} from './releases.ts';
import { aFleet, anUrgentCluster, join } from './report-shapes.ts';

const usual = join(
  anUrgentCluster(),
  clustersBehind(6, `${jammy}-202603.30.0`, `${jammy}-202607.09.0`, { pool: { osSku: 'Ubuntu2204' } }),
  clustersBehind(3, `${azureLinux}-202603.30.0`, `${azureLinux}-202607.09.0`, {
    name: 'data',
    pool: { osSku: 'AzureLinux' },
    location: 'northeurope',
  }),
  clustersBehind(2, `${windows}-20348.4893.260310`, `${windows}-20348.5386.260715`, {
    name: 'shop',
    pool: { os: 'Windows', osSku: 'Windows2022' },
  }),
  aMovingCluster('ledger', '1.34.7', '1.35.5'),
  aMovingCluster('archive', '1.33.11', '1.34.8', '1.35.5'),
);

const usualImages: readonly ImageChange[] = [
  aChange('AKSUbuntu-2404gen2containerd-202510.19.1', 'AKSUbuntu-2404gen2containerd-202611.09.0', {
    diff: { missing: 'no note is published, image 202510.19.1' },
    cves: { missing: 'no whole answer within 10 s, image 202510.19.1' },
  }),
  aChange(`${jammy}-202603.30.0`, `${jammy}-202607.09.0`),
  aChange(`${azureLinux}-202603.30.0`, `${azureLinux}-202607.09.0`, {
    diff: aDiff({
      rows: [
        { what: 'OS release', from: '3.0.20260304', to: '3.0.20260706' },
        { what: 'Kernel', from: '6.6.126.1-1.azl3', to: '6.6.143.1-1.azl3' },
        { what: 'containerd', from: '2.0.0-18.azl3', to: '2.2.4-2.azl3' },
      ],
      packages: { total: 390, changed: 128, added: 4, removed: 0, list: packageList(128) },
    }),
  }),
  {
    from: image(`${windows}-20348.4893.260310`),
    to: image(`${windows}-20348.5386.260715`),
    diff: {
      rows: [
        { what: 'Windows build', from: '20348.4893', to: '20348.5386' },
        { what: 'Windows updates', added: ['KB5099540 (Security Update)', 'KB5099541'], removed: [] },
        { what: 'containerd bundled', added: ['2.0.4'], removed: ['1.7.17'] },
      ],
    },
  },
];

const usualNotes = [
  aNoteOfImages('2026-07-17', '202607.09.0', [
    anItem(),
    anItem({
      section: 'behavior',
      text: 'Starting with Kubernetes 1.35 the OS SKU Ubuntu is Ubuntu 24.04.',
      links: ['https://redirect.github.com/Azure/AKS/issues/4000'],
    }),
    anItem({
      section: 'component',
      text: 'Ubuntu 22.04 node image has been updated to 202607.09.0.',
      links: [],
    }),
  ]),
  aNoteOfImages('2026-05-29', '202605.20.0', [
    anItem({
      section: 'bug-fix',
      text: 'Fixed an issue in which nodes of Ubuntu 22.04 pools did not drain.',
    }),
  ]),
  aNoteOfImages('2026-04-10', '202603.30.0', [anItem({ text: 'An older announcement.' })]),
];

const usualReleases: Releases = aReleases({
  images: usualImages,
  published: [published(jammy, '202608.14.0'), published(noble, '202611.14.0')],
  notes: usualNotes,
  sources: [
    ...readAll.slice(0, 2),
    { name: 'cves', state: 'partly', text: '1 of 6 scans: no whole answer within 10 s' },
    { name: 'release-notes', state: 'read', text: '' },
  ],
});

const down: readonly Source[] = readAll.map(({ name }) => ({
  name,
  state: 'failed',
  text: 'no whole answer within 10 s',
}));

/** `n` pairs of images, shared by the pools of 400 clusters. */
function aLargeFleet(pairs: number): Told {
  const each = Array.from({ length: pairs }, (_, at) => {
    const from = `${jammy}-2026${String(1 + (at % 8)).padStart(2, '0')}.${String(1 + at).padStart(2, '0')}.0`;
    return { from, to: `${jammy}-202611.09.0` };
  });
  const fleet = join(
    aFleet(400),
    ...each.map(({ from, to }, at) => clustersBehind(at + 1, from, to, { name: `pair${at}` })),
  );
  return tellWith(
    fleet,
    aReleases({
      ...usualReleases,
      images: each.map(({ from, to }) => aChange(from, to, { diff: aDiff() })),
    }),
  );
}

export const releaseShapes: Readonly<Record<string, () => Told>> = {
  'releases-live': () => {
    const told = tellWith(usual, usualReleases);
    const calendar = { ...bundledCalendar, origin: 'live', asOf: '2026-11-05' } as const;
    return { ...told, drift: { ...told.drift, calendar } };
  },
  'releases-one': () =>
    tellWith(
      clustersBehind(1, `${jammy}-202603.30.0`, `${jammy}-202607.09.0`, { pool: { osSku: 'Ubuntu2204' } }),
      aReleases({ images: usualImages.slice(1, 2), notes: usualNotes }),
    ),
  'releases-down': () =>
    tellWith(
      usual,
      aReleases({
        images: usualImages.map(({ from, to }) => ({
          from,
          to,
          diff: { missing: 'no whole answer within 10 s, image 202607.09.0' },
        })),
        sources: down,
      }),
    ),
  'releases-bundled': () =>
    tellWith(
      usual,
      aReleases({ data: 'bundled', sources: [{ name: 'calendar', state: 'bundled', text: '' }] }),
    ),
  'releases-off': () => tellWith(usual, aReleases({ data: 'off', sources: [] })),
  'releases-400': () => aLargeFleet(30),
};
