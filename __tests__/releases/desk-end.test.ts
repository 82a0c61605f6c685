/** A process whose desk is done, or given up, ends by itself: no connection and no timer of ours holds it. */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { certificatesFor } from '../../simulator/certificate.ts';
import { type Hosts, startHosts } from './download-hosts.ts';

const source = (path: string): string => new URL(`../../src/${path}`, import.meta.url).href;
const start = `
import { openReleaseDesk } from '${source('releases/github-release-desk.ts')}';
import { runnerClock } from '${source('inputs/runner-clock.ts')}';
import { withoutSignals } from '${source('inputs/runner-signals.ts')}';
const began = performance.now();
process.once('exit', () => console.log('ended after', Math.round(performance.now() - began)));
const say = (text) => console.log(text);
const ports = { clock: runnerClock, log: { info: say, debug: say }, halt: withoutSignals };
const desk = openReleaseDesk({ mode: 'check', releases: { data: 'live', token: 'ghs_x' } }, ports);
const nothing = { clusters: [], unread: [], subscriptionIds: [], takenAt: new Date() };
`;

let hosts: Hosts;
let directory: string;

beforeAll(async () => {
  hosts = await startHosts();
  directory = mkdtempSync(join(tmpdir(), 'aks-upgrade-desk-'));
  writeFileSync(join(directory, 'authority.pem'), (await certificatesFor(['localhost'])).authority);
});

afterAll(async () => {
  rmSync(directory, { recursive: true, force: true });
  await hosts.close();
});

async function runScript(script: string, proxy = hosts.proxyUrl): Promise<{ text: string; after: number }> {
  const file = join(directory, 'script.mts');
  writeFileSync(file, start + script);
  const env = {
    HTTPS_PROXY: proxy,
    NODE_EXTRA_CA_CERTS: join(directory, 'authority.pem'),
    PATH: process.env['PATH'],
  };
  const { stdout } = await promisify(execFile)(process.execPath, [file], { env, timeout: 30_000 });
  return { text: stdout, after: Number(/ended after (\d+)/.exec(stdout)?.[1] ?? Number.NaN) };
}

const readAll = `
await desk.readCalendar(Promise.resolve());
console.log('read', JSON.stringify((await desk.read(nothing)).sources.map(({ state }) => state)));
`;
const giveUp = `
const azure = new Promise((_, reject) => setTimeout(() => reject(new Error('no access')), 300));
const reading = desk.readCalendar(azure);
await azure.catch(() => console.log('gave up'));
console.log((await reading).origin);
`;

describe('a process ends', () => {
  test('when all was read, over the proxy and with the authority that the runner knows', async () => {
    hosts.handler = (_, outgoing) => outgoing.end('[]');
    const { text, after } = await runScript(readAll);
    expect(text).toContain('read ["failed","failed","failed"]');
    expect([...hosts.asked].sort()).toEqual([
      'api.github.com /repos/Azure/AKS/releases?per_page=15',
      expect.stringMatching(/^api\.github\.com \/repos\/Azure\/AgentBaker\/git\/trees\//),
      expect.stringMatching(/^api\.github\.com \/repos\/MicrosoftDocs\//),
    ]);
    expect(after).toBeLessThan(7000);
  });

  test('when Azure could not be read, though the hosts hang', async () => {
    hosts.handler = () => undefined;
    const { text, after } = await runScript(giveUp);
    expect(text).toContain('gave up');
    expect(text).toContain('bundled');
    expect(after).toBeLessThan(7000);
  });

  test('when Azure could not be read, though the proxy hangs', async () => {
    hosts.onConnect = () => undefined;
    const { after } = await runScript(giveUp);
    delete hosts.onConnect;
    expect(after).toBeLessThan(7000);
  });

  test('when Azure could not be read, though the proxy cannot even be reached', async () => {
    // TEST-NET-1: no answer at all, or a quick one that there is no way.
    const { after } = await runScript(giveUp, 'http://192.0.2.1:3128');
    expect(after).toBeLessThan(7000);
  });

  test('ten seconds after Azure was read, whatever hangs', async () => {
    hosts.handler = () => undefined;
    const { text, after } = await runScript(readAll);
    expect(text).toContain('no whole answer within 10 s');
    expect(after).toBeGreaterThan(9000);
    expect(after).toBeLessThan(15_000);
  });
});
