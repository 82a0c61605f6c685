/** What goes wrong on the way to the sources of release data, and each of their quirks, on and off. */
import { afterEach, describe, expect, test } from 'vitest';
import type { FaultRule } from '../../simulator/faults.ts';
import { gatewayDown, movedTo, rawThrottled } from '../../simulator/release-answers.ts';
import { type ReleaseQuirk, releaseQuirks } from '../../simulator/release-quirks.ts';
import { askedOf } from '../../simulator/release-sources.ts';
import { asJob, calendarFile, closeDesks, type Desk, notes, openDesk, rawType } from './release-desk.ts';

afterEach(closeDesks);

const note = `repos/Azure/AgentBaker/contents/${notes}/AKSUbuntu/gen2/2404containerd/202611.13.0.txt`;
const rawNote = `Azure/AgentBaker/main/${notes}/AKSUbuntu/gen2/2404containerd/202611.13.0.txt`;
const scan = 'api/v1/vhd-releases/AKSUbuntu-gen2-2404containerd/202611.13.0/scan-reports';
const releases = 'repos/Azure/AKS/releases?per_page=15';
const docs = `repos/MicrosoftDocs/azure-aks-docs/contents/${calendarFile}`;

describe('a fault rule', () => {
  const start = (...faults: FaultRule[]): Promise<Desk> => openDesk(true, { faults });

  test('hits one source and leaves the others', async () => {
    const down = {
      match: askedOf('image-notes'),
      kind: 'before',
      response: { ...gatewayDown, status: 502 },
    } as const;
    const desk = await start(down);
    const heard = [await desk.api(note, asJob), await desk.raw(rawNote)];
    expect(heard.map(({ status }) => status)).toEqual([502, 502]);
    expect(heard[0]?.body).toContain('<html>');
    const others = [await desk.api(releases, asJob), await desk.api(docs, asJob), await desk.scan(scan)];
    expect(others.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect((await desk.api('repos/contoso/platform/labels', asJob)).status).toBe(200);
  });

  test('one host of two', async () => {
    const desk = await start({
      match: { host: 'raw.githubusercontent.com' },
      kind: 'before',
      response: rawThrottled,
    });
    expect([(await desk.raw(rawNote)).status, (await desk.api(note, asJob)).status]).toEqual([429, 200]);
  });

  test('a redirect to another host', async () => {
    const response = movedTo('https://evil.example/x', 302);
    const heard = await (await start({ match: askedOf('cves'), kind: 'before', response })).scan(scan);
    expect([heard.status, heard.headers['location']]).toEqual([302, 'https://evil.example/x']);
  });

  test.each(['reset', 'hang', 'truncate'] as const)('%s: nothing whole arrives', async (broken) => {
    const desk = await start({ match: askedOf('cves'), kind: 'lost', broken });
    await expect(desk.scan(scan)).rejects.toThrow();
  });

  test('drip: the true body, drop by drop', async () => {
    const desk = await start({ match: { host: 'raw.githubusercontent.com' }, kind: 'lost', broken: 'drip' });
    const started = performance.now();
    expect((await desk.raw('nothing')).body).toBe('404: Not Found');
    expect(performance.now() - started).toBeGreaterThan(1300);
    let isOver = false;
    const large = desk.raw(rawNote).finally(() => {
      isOver = true;
    });
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(isOver).toBe(false);
    desk.client.close();
    await expect(large).rejects.toThrow();
  });
});

test.each([
  ['api', 'chunked', 'gzip'],
  ['raw', 'length', 'gzip'],
  ['scan', 'chunked', 'gzip'],
] as const)('%s: compressed for who accepts it', async (host, plainForm, coding) => {
  const desk = await openDesk();
  const ask = (headers: Readonly<Record<string, string>>) =>
    host === 'raw'
      ? desk.raw(rawNote, headers)
      : host === 'scan'
        ? desk.scan(scan, headers)
        : desk.api(note, { ...rawType, ...asJob, ...headers });
  const [plain, compressed] = [await ask({}), await ask({ 'accept-encoding': 'gzip, br' })];
  expect(plain.headers['content-encoding']).toBeUndefined();
  expect(plain.headers['content-length'] !== undefined).toBe(plainForm === 'length');
  expect([compressed.headers['content-encoding'], compressed.headers['content-length']]).toEqual([
    coding,
    undefined,
  ]);
  expect(compressed.body).toBe(plain.body);
});

interface Probe {
  readonly ask: (desk: Desk) => Promise<unknown>;
  readonly on: unknown;
  readonly off: unknown;
}

const bodies = async (desk: Desk): Promise<string[]> =>
  (JSON.parse((await desk.api(releases, asJob)).body) as { body: string }[]).map(({ body }) => body);

const probes: Readonly<Record<ReleaseQuirk, Probe>> = {
  'raw-refuses-tokens': {
    ask: async (desk) => (await desk.raw(rawNote, asJob)).status,
    on: 404,
    off: 200,
  },
  'enterprise-refuses-personal-tokens': {
    ask: async (desk) => {
      const asked = ['ghp_person', 'ghs_actions'].map((token) =>
        desk.api(docs, { authorization: `token ${token}` }),
      );
      return (await Promise.all([...asked, desk.api(docs)])).map(({ status }) => status);
    },
    on: [403, 200, 200],
    off: [200, 200, 200],
  },
  'api-compresses': {
    ask: async (desk) =>
      (await desk.api(note, { ...asJob, 'accept-encoding': 'gzip' })).headers['content-encoding'],
    on: 'gzip',
    off: undefined,
  },
  'api-chunks': {
    ask: async (desk) => (await desk.api(note, asJob)).headers['transfer-encoding'],
    on: 'chunked',
    off: undefined,
  },
  'bodies-crlf': {
    ask: async (desk) => (await bodies(desk)).filter((body) => body.includes('\r\n')).length,
    on: 7,
    off: 0,
  },
  'links-vary': {
    ask: async (desk) => {
      const all = (await bodies(desk)).join('\n');
      return [
        /\]\(https:\/\/github\.com\/Azure\/AKS\/blob/,
        /vhd-notes\\/,
        /\/v20\d{4}\./,
        /Azurelinuxv3/,
      ].map((form) => form.test(all));
    },
    on: [true, true, true, true],
    off: [false, false, false, false],
  },
  'headings-vary': {
    ask: async (desk) => {
      const all = (await bodies(desk)).join('\n');
      return [/^## Release \d/m, /^#### Features/m, /^\* \*\*Features\*\*:/m].map((form) => form.test(all));
    },
    on: [true, true, true],
    off: [false, false, false],
  },
  'ordinal-days': {
    ask: async (desk) =>
      /\| Nov 1(st)?, 2025 \|/.exec((await desk.api(docs, { ...rawType, ...asJob })).body)?.[1],
    on: 'st',
    off: undefined,
  },
};

describe.each(Object.entries(probes))('quirk %s', (name, { ask, on, off }) => {
  test.each([
    [true, on],
    [false, off],
  ])('%s', async (isOn, wanted) => {
    const desk = await openDesk({ quirks: { [name]: isOn } });
    expect(await ask(desk)).toEqual(wanted);
  });

  test('is as its list says unless a world switches it', async () => {
    const desk = await openDesk();
    expect(await ask(desk)).toEqual(releaseQuirks[name as ReleaseQuirk].on ? on : off);
  });
});

test('every quirk has a source and a sentence', () => {
  for (const { source, says } of Object.values(releaseQuirks)) {
    expect(source).not.toBe('');
    expect(says).toMatch(/\.$/);
  }
});
