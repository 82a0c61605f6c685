/** The dated data that comes with the action against facts that were collected once, beside the repository. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Calendar } from '../../src/releases/calendar.ts';
import type { FeatureRetirement, Retirement } from '../../src/releases/retirements.ts';

const folder = new URL('../../src/releases/data/', import.meta.url);
// From the files: imported, they would be the frozen copies.
const read = (name: string): unknown => JSON.parse(readFileSync(new URL(name, folder), 'utf8'));
const calendar = read('calendar.json') as Calendar;
const notices = read('retirements.json') as {
  asOf: string;
  systems: readonly Retirement[];
  features: readonly FeatureRetirement[];
};
const removed = read('api-removals.json') as {
  asOf: string;
  removals: { minor: number; api: string; kinds: string[] }[];
};

/** Facts beside the repository, when they are there. */
const samples = new URL('../../../shared/release-samples/', import.meta.url);

function readSample(name: string): unknown {
  try {
    return JSON.parse(readFileSync(new URL(name, samples), 'utf8'));
  } catch {
    console.log(`skipped: ${name} is not there`);
    return undefined;
  }
}

interface Life {
  readonly asOf: string;
  readonly versions: Readonly<Record<string, { aksGa: string; endOfLife: string; ltsEndOfLife: string }>>;
}

interface Retirements {
  readonly asOf: string;
  readonly retirements: readonly {
    match: {
      image?: string;
      networkPlugin?: string;
      networkPolicy?: string;
      loadBalancerSku?: string;
      poolType?: string;
      os?: string;
    };
    endOfSupport: string;
    imagesRemoved: string | null;
  }[];
}

interface ApiLife {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly removed: string | null;
}

/** The facts were collected once: data that has been read anew since then may say otherwise. */
describe('the tables against the collected facts', () => {
  const lifecycle = readSample('lifecycle.curated.json') as Life | undefined;
  const retirements = readSample('retirements.curated.json') as Retirements | undefined;

  test.skipIf(lifecycle === undefined || lifecycle.asOf < calendar.asOf)('every date of the calendar', () => {
    const ours = Object.fromEntries(
      calendar.minors.map(({ minor: number, ga, communityEnd, ltsEnd }) => [
        `1.${number}`,
        { aksGa: ga, endOfLife: communityEnd, ltsEndOfLife: ltsEnd },
      ]),
    );
    expect(ours).toEqual(lifecycle?.versions);
    expect(calendar.asOf).toBe(lifecycle?.asOf);
  });

  const isOlder = retirements === undefined || retirements.asOf < notices.asOf;
  test.skipIf(isOlder)('every operating system that is retired', () => {
    const facts = (retirements?.retirements ?? []).filter((each) => each.match.image !== undefined);
    expect(facts.length).toBe(notices.systems.length);
    for (const { match, endOfSupport, imagesRemoved } of facts) {
      const pattern = new RegExp(match.image ?? '', 'i');
      const ours = notices.systems.filter((each) =>
        each.imagePrefixes.some((prefix) => pattern.test(prefix)),
      );
      expect(ours.map(({ end, imagesRemoved: gone }) => [end, gone])).toEqual([
        [endOfSupport, imagesRemoved],
      ]);
    }
    expect(notices.asOf).toBe(retirements?.asOf);
  });

  test.skipIf(isOlder)('every feature whose use can be seen', () => {
    const settings = ['networkPlugin', 'networkPolicy', 'loadBalancerSku', 'poolType'] as const;
    const facts = (retirements?.retirements ?? [])
      .filter(({ match }) => settings.some((setting) => match[setting] !== undefined))
      .map(({ match: { poolType, ...match }, endOfSupport }) => ({
        match: poolType === undefined ? match : { ...match, poolKind: poolType },
        end: endOfSupport,
      }));
    expect(facts.length).toBe(notices.features.length);
    for (const { match, end } of notices.features) expect(facts).toContainEqual({ match, end });
  });

  const lifecycles = readSample('k8s-api-lifecycle.json') as readonly ApiLife[] | undefined;
  const isReadAnew = lifecycles === undefined || removed.asOf > '2026-07-24';
  test.skipIf(isReadAnew)('every API that goes, in its minor', () => {
    const known = new Map(
      (lifecycles ?? []).map((each) => [`${each.group}/${each.version} ${each.kind}`, each.removed]),
    );
    // These two live in other modules than the facts were taken from.
    const elsewhere = /^api(extensions|registration)\.k8s\.io\//;
    const ours = removed.removals.filter(({ api }) => !elsewhere.test(api));
    expect(ours.length).toBeGreaterThan(15);
    for (const { minor, api, kinds } of ours)
      for (const kind of kinds)
        expect([api, kind, known.get(`${api} ${kind}`)]).toEqual([api, kind, `1.${minor}`]);
  });
});
