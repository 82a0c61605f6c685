import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linkLine } from '../../src/report/links.ts';
import { findMarked } from '../../src/report/marker.ts';
import type { Report } from '../../src/report/report.ts';
import { bodyLimit, summaryLimit } from '../../src/report/room.ts';
import type { Told } from '../../src/report/told.ts';
import { writeReport } from '../../src/report/write-report.ts';
import { hostileCorpus, hostileString } from '../builders/hostile-strings.ts';
import { manyPins, pinShapes, pullRequest } from '../builders/pin-shapes.ts';
import { aTold, context } from '../builders/told.ts';
import { wildPins } from '../builders/wild-pins.ts';
import { aWildFleet, drawFrom } from '../builders/wild-told.ts';
import { judge } from '../oracles/markdown.ts';
import { complainOf } from '../oracles/own-markdown.ts';

/** What of a report is more than it should be, or too long. */
function complain({ comment, pullRequest: pull, summary, annotations, ...issue }: Report): readonly string[] {
  const pages = [issue, ...(comment ? [comment] : []), ...(pull ? [pull] : [])];
  return [
    ...pages.flatMap(({ body, title }) => [
      ...(findMarked(body, 'fleet')?.ours === body ? [] : ['a marker that is not ours']),
      ...(body.length <= bodyLimit ? [] : [`${body.length} characters`]),
      ...(/^AKS: [\w ,.()→]{1,190}$/.test(title) ? [] : [`title ${title}`]),
      ...complainOf(body, 2),
    ]),
    ...complainOf(summary, 0),
    ...(Buffer.byteLength(summary) <= summaryLimit ? [] : ['a summary too long']),
    ...annotations.flatMap(({ title, text }) =>
      [title, text].filter((each) => /[\p{Cc}\u2028\u2029]/u.test(each) || !each.isWellFormed()),
    ),
  ];
}

function wildTold(texts: readonly string[], seed: number, pins: number, redact: boolean): Told {
  const draw = drawFrom(seed);
  let at = 0;
  // In turn first, so that each string is shown somewhere.
  const text = () => texts[at < texts.length ? at++ : draw(texts.length)] ?? '';
  const wild = { draw, text };
  const clusters = aWildFleet(wild, 2, 1).clusters ?? [];
  return aTold({
    clusters,
    redact,
    context: { pullRequest },
    failOn: draw(2) === 0 ? ['blocked'] : [],
    pins: wildPins(wild, clusters, pins),
  });
}

describe('pages about pins over hostile strings', () => {
  it.each(hostileCorpus.map((text, at) => [text.slice(0, 60), text, at]))(
    '%j in every field',
    (_, text, at) => {
      expect(complain(writeReport(wildTold([text], at, 3, false)))).toEqual([]);
    },
  );

  it.each([false, true])('generated, redact %s', (redact) => {
    let reports = 0;
    fc.assert(
      fc.property(fc.array(hostileString, { minLength: 40, maxLength: 40 }), fc.nat(), (texts, seed) => {
        reports += 1;
        expect(complain(writeReport(wildTold(texts, seed, 3, redact)))).toEqual([]);
      }),
      { numRuns: redact ? 12 : 36, seed: 20261122, endOnFailure: true },
    );
    console.log(`hostile pins (redact ${redact}): ${reports} reports, seed 20261122`);
  });

  it.each([40, 300])('with up to %i pins of any length', (pins) => {
    expect(complain(writeReport(wildTold(hostileCorpus, 1, pins, false)))).toEqual([]);
  });

  it('are seen by the judge where they are not escaped', () => {
    const report = writeReport(wildTold(['x'], 1, 3, false));
    const [comment, pull] = [report.comment, report.pullRequest];
    if (comment === undefined || pull === undefined) throw new Error('a page is missing');
    const spoil = (body: string) => body.replace('\n<details>', '\n@team\n\n<details>');
    expect(complain(report)).toEqual([]);
    expect(complain({ ...report, comment: { ...comment, body: spoil(comment.body) } })).not.toEqual([]);
    expect(complain({ ...report, pullRequest: { ...pull, body: spoil(pull.body) } })).not.toEqual([]);
  });
});

describe('a link to a line', () => {
  const urlOf = (markdown: string) => {
    const urls: string[] = [];
    judge(markdown, { links: (url) => urls.push(url) > 0 });
    return urls;
  };

  it('leads to that line of that file at that ref, or is none', () => {
    let links = 0;
    const base = 'https://github.com/contoso/platform/blob/';
    fc.assert(
      fc.property(hostileString, hostileString, fc.integer({ min: 1, max: 99_999 }), (ref, file, line) => {
        const urls = urlOf(linkLine(context, ref, { file, line }));
        if (urls.length === 0) return;
        links += 1;
        const url = new URL(urls[0] ?? '');
        expect(urls).toHaveLength(1);
        expect(url.href.startsWith(base)).toBe(true);
        expect(decodeURIComponent(url.pathname)).toBe(`/contoso/platform/blob/${ref}/${file}`.toWellFormed());
        expect(url.hash).toBe(`#L${line}`);
      }),
      { numRuns: 800, seed: 20261122 },
    );
    console.log(`links to lines: ${links} of 800`);
    expect(links).toBeGreaterThan(300);
  });

  it.each([
    ['a/../../b.tf', 'main'],
    ['./a.tf', 'main'],
    ['/a.tf', 'main'],
    ['a//b.tf', 'main'],
    ['a.tf', '..'],
    ['a.tf', ''],
    ['a.tf', undefined],
    [`${'x'.repeat(700)}.tf`, 'main'],
  ])('is none for %j at %j', (file, ref) => {
    expect(linkLine(context, ref, { file, line: 3 })).toMatch(/^`[^`]+:3`$/);
  });

  it('shows the end of a long path, from a folder on', () => {
    const file = 'infrastructure/environments/production/westeurope/clusters/orders/main.tf';
    expect(linkLine(context, undefined, { file, line: 7 })).toBe(
      '`…/environments/production/westeurope/clusters/orders/main.tf:7`',
    );
    expect(linkLine(context, 'main', { file, line: 7 }, 24)).toMatch(/^\[`…\/orders\/main\.tf:7`\]\(https:/);
    expect(linkLine(context, 'main', { file: 'a-very-long-name-of-a-file.json', line: 7 }, 24)).toMatch(
      /^\[`…ong-name-of-a-file\.json:7`\]/,
    );
  });
});

/** The same facts in another order. */
function reverse({ pins, ...told }: Told): Told {
  const { changed, proposed } = pins ?? {};
  const turn = <T extends object>(lists: T): T =>
    Object.fromEntries(
      Object.entries(lists).map(([key, value]) => [key, Array.isArray(value) ? value.toReversed() : value]),
    ) as T;
  return {
    ...told,
    inventory: turn(told.inventory),
    drift: turn(told.drift),
    pins: { ...(changed && { changed: turn(changed) }), ...(proposed && { proposed: turn(proposed) }) },
  };
}

describe('the same facts about pins', () => {
  it.each(Object.entries(pinShapes))('give the same bytes, in whatever order: %s', (_, shape) => {
    const told = shape();
    const report = writeReport(told);
    expect(writeReport(reverse(told))).toEqual(report);
    expect(complain(report)).toEqual([]);
  });

  it.each([1, 2])('give the same bytes over hostile strings: seed %i', (seed) => {
    const told = wildTold(hostileCorpus, seed, 20, seed % 2 === 0);
    expect(writeReport(reverse(told))).toEqual(writeReport(told));
  });
});

describe('any number of pins', () => {
  it.each([1, 5, 6, 60, 2_000])('%i: fits, counts them all and uses its room', (n) => {
    const report = writeReport(manyPins(n));
    const { comment, pullRequest: pull } = report;
    expect(complain(report)).toEqual([]);
    expect(comment?.body).toContain(`**Version pins changed: ${n}**,`);
    expect(pull?.body).toContain(`**Moves ${n} version pin`);
    const rows = (text = '') => text.split('\n').filter((line) => /^\| .*\/blob\//.test(line)).length;
    const left = (text = '') =>
      Number(/_And (\d+) (?:more )?pins?, for which there is no room here\._/.exec(text)?.[1] ?? 0);
    expect(rows(comment?.body) + left(comment?.body)).toBe(n);
    expect(rows(pull?.body) + left(pull?.body)).toBe(n);
    if (n < 2_000) return;
    expect(rows(comment?.body)).toBeGreaterThan(30);
    expect(rows(report.summary)).toBeGreaterThan(400);
  });
});

describe('redact', () => {
  it.each(['pull-request-redacted', 'pull-request-lost-redacted', 'bump-redacted'])(
    'shows no name: %s',
    (name) => {
      const told = pinShapes[name]?.() ?? aTold();
      const report = writeReport(told);
      const texts = [report.body, report.summary, report.comment?.body ?? '', report.pullRequest?.body ?? ''];
      const shown = [...texts, ...report.annotations.flatMap(({ title, text }) => [title, text])]
        .join('\n')
        // Paths are the repository's own.
        .replaceAll(/\[`[^`]*`\]\([^)]*\)|clusters\/archive\.yaml/g, '');
      for (const name of ['orders', 'ledger', 'rg-production', 'batch', 'archive'])
        expect(shown).not.toMatch(new RegExp(`\\b${name}\\b`));
      expect(shown).toMatch(/`cluster-[0-9a-f]{8}`/);
    },
  );

  it('keeps a sentence that names nothing, and leaves out one that does', () => {
    const told = pinShapes['pull-request-redacted']?.() ?? aTold();
    const { comment } = writeReport(told);
    expect(comment?.body).toContain(': From 1.35.4 one step leads to 1.36 at most.');
    expect(comment?.body).toContain('🟡 [`clusters/archive.yaml:5`]');
    expect(comment?.body).toContain(': It names no cluster or pool that was read.');
    const changed = told.pins?.changed;
    const [first] = changed?.judged ?? [];
    if (changed === undefined || first === undefined) throw new Error('the shape has no pin');
    const judged = [{ ...first, reasons: ['Pool BATCH (rg-Production) is in the way.'] }];
    expect(writeReport({ ...told, pins: { changed: { ...changed, judged } } }).comment?.body).toContain(
      ': Left out, since it names a cluster or pool.',
    );
  });
});
