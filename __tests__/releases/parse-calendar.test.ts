import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  bundledCalendar,
  type Calendar,
  chooseCalendar,
  type MinorDates,
} from '../../src/releases/calendar.ts';
import { isDay, lastDayOf } from '../../src/releases/dates.ts';
import { parseCalendar } from '../../src/releases/parse-calendar.ts';
import { calendarPage, longTermRow, type PageParts } from './calendar-page.ts';

const page = (parts: PageParts = {}) => calendarPage(bundledCalendar, parts);
const { minors } = bundledCalendar;
const row = (minor: number, cells: string) => `| 1.${minor} | Dec 2024 | Feb 2025 | ${cells} |`;
const live = (differs: Partial<Calendar> = {}): Calendar => ({
  ...bundledCalendar,
  origin: 'live',
  asOf: '2026-11-02',
  ...differs,
});

/** The rows with that of one minor replaced. */
function replaced(minor: number, cells: string, rowOf: (dates: MinorDates) => string): readonly string[] {
  return minors.map((dates) => (dates.minor === minor ? row(minor, cells) : rowOf(dates)));
}

function minorIn(text: string, minor: number): MinorDates | undefined {
  const parsed = parseCalendar(text);
  return 'missing' in parsed ? undefined : parsed.minors.find((dates) => dates.minor === minor);
}

describe('a page', () => {
  test('gives what it was made from', () => {
    expect(parseCalendar(page())).toEqual({ ...bundledCalendar, origin: 'live' });
  });

  test.each([
    ['a byte order mark and CRLF', `\uFEFF${page().replaceAll('\n', '\r\n')}`],
    ['the older name of the column', page({ head: 'K8s version' })],
    ['another case', page({ head: 'KUBERNETES Version' })],
    ['a minor that is marked', page().replaceAll('| 1.37 |', '| 1.37 Preview |')],
    ['a footnote', page().replaceAll('| 1.37 |', '| 1.37* |')],
    ['other tables', page({ more: '| Kubernetes version | Component |\n|--|--|\n| 1.99 | none |' })],
  ])('with %s', (_, text) => {
    expect(parseCalendar(text)).toEqual({ ...bundledCalendar, origin: 'live' });
  });

  test.each([
    ['Nov 1st, 2025', '2025-11-01'],
    ['Nov 2nd, 2025', '2025-11-02'],
    ['Aug 22, 2025', '2025-08-22'],
    ['Aug 22,2025', '2025-08-22'],
    ['Sept 2025', '2025-09-30'],
    ['October 2025', '2025-10-31'],
    ['Feb 2028', '2028-02-29'],
    ['1.36 GA', '2026-06-30'],
    ['*Nov 2025*', '2025-11-30'],
  ])('support until %s is until %s', (cell, day) => {
    const ltsEnd = 'Dec 2029';
    const text = page({
      standard: [],
      longTerm: replaced(31, `Nov 2024 | ${cell} | ${ltsEnd}`, longTermRow),
    });
    expect(minorIn(text, 31)).toEqual({ minor: 31, ga: '2024-11', communityEnd: day, ltsEnd: '2029-12-31' });
  });

  test('long-term support may stand in the cell of the standard one', () => {
    const longTerm = minors.filter(({ minor }) => minor !== 31).map(longTermRow);
    const standard = [row(31, 'Nov 2024 | Nov 2025, LTS until Nov 2026 | Until 1.35 GA')];
    expect(minorIn(page({ standard, longTerm }), 31)).toEqual({
      minor: 31,
      ga: '2024-11',
      communityEnd: '2025-11-30',
      ltsEnd: '2026-11-30',
    });
  });
});

describe('a page is refused', () => {
  const lts = (minor: number, cells: string) =>
    page({ standard: [], longTerm: replaced(minor, cells, longTermRow) });
  const without = (minor: number) =>
    page({ standard: [], longTerm: minors.filter((dates) => dates.minor !== minor).map(longTermRow) });
  test.each([
    ['nothing', '', 'of which day'],
    ['no front matter', page().replace('---\n', ''), 'of which day'],
    ['a front matter without an end', page().replace('\n---\n\n#', '\n\n#'), 'of which day'],
    ['no date', page().replace('ms.date', 'ms.day'), 'of which day'],
    ['two dates', page().replace('ms.topic', 'ms.date: 08/06/2026\nms.topic'), 'of which day'],
    ['a day that is none', page({ date: '02/30/2026' }), 'of which day'],
    ['a date the other way round', page({ date: '31/12/2026' }), 'of which day'],
    ['a date long after all that it lists', page({ date: '01/01/2031' }), 'long after'],
    ['too much', page({ more: 'x'.repeat(200_000) }), 'longer'],
    ['no table', page().replaceAll('AKS GA', 'Out'), 'no calendar'],
    ['empty tables', page({ standard: [], longTerm: [] }), '0 minors'],
    ['three minors', page({ standard: [], longTerm: minors.slice(0, 3).map(longTermRow) }), '3 minors'],
    ['a gap', without(33), 'a gap before 1.34'],
    ['a row without a minor', page().replaceAll('| 1.33 |', '| soon |'), 'without a Kubernetes version'],
    ['a minor of another major', page().replaceAll('| 1.33 |', '| 2.33 |'), 'without a Kubernetes version'],
    ['no month of release', lts(33, ' | Jul 2026 | Jul 2027'), 'when 1.33 comes'],
    [
      'a release before that of the minor before',
      lts(33, 'Jan 2025 | Jul 2026 | Jul 2027'),
      '1.33 come before 1.32',
    ],
    ['an end before the release', lts(33, 'Jun 2025 | Jun 2025 | Jul 2027'), 'in no order'],
    ['long-term support that ends first', lts(33, 'Jun 2025 | Jul 2026 | Jul 2026'), 'in no order'],
    ['no end', lts(33, 'Jun 2025 |  | Jul 2027'), 'support of 1.33 ends'],
    ['an end in words', lts(33, 'Jun 2025 | when ready | Jul 2027'), 'support of 1.33 ends'],
    ['an end on a day that is none', lts(33, 'Jun 2025 | Jun 31, 2026 | Jul 2027'), 'support of 1.33 ends'],
    [
      'an end with a minor that is not listed',
      lts(33, 'Jun 2025 | 1.80 GA | Jul 2027'),
      'support of 1.33 ends',
    ],
    ['no end of long-term support', lts(33, 'Jun 2025 | Jul 2026 | '), 'long-term support of 1.33 ends'],
    ['an end beyond all support', lts(33, 'Jun 2025 | Jul 2026 | Jul 2039'), 'longer than can be'],
    [
      'a minor without a word on long-term support',
      page({ longTerm: minors.slice(0, -1).map(longTermRow) }),
      'long-term support of 1.37 ends',
    ],
    [
      'tables that contradict each other',
      page({ longTerm: replaced(33, 'Jun 2025 | Jun 2026 | Jul 2027', longTermRow) }),
      'contradict each other on 1.33',
    ],
    [
      'tables that contradict each other on the release',
      page({ longTerm: replaced(33, 'Jul 2025 | Jul 2026 | Jul 2027', longTermRow) }),
      'contradict each other on 1.33',
    ],
    [
      'a table that contradicts itself',
      page({ longTerm: [...minors.map(longTermRow), row(33, 'Jun 2025 | Jul 2026 | Aug 2027')] }),
      'contradict each other on 1.33',
    ],
  ])('with %s', (_, text, reason) => {
    expect(parseCalendar(text)).toEqual({ missing: expect.stringContaining(reason) });
  });

  test('that comes from the future, but for a day of grace', () => {
    const on = (day: string) => 'missing' in parseCalendar(page(), new Date(`${day}T23:00:00Z`));
    expect(['2026-08-03', '2026-08-04', '2026-08-05', '2027-08-05'].map(on)).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });

  test('without repeating any of its words', () => {
    const cell = fc.stringMatching(/^[@#<>a-z`|[\]() !]{0,30}$/);
    fc.assert(
      fc.property(cell, cell, (end, name) => {
        const parsed = parseCalendar(lts(33, `${name} | ${end} | Jul 2027`));
        return 'missing' in parsed && /^[a-z0-9 .-]+$/i.test(parsed.missing);
      }),
    );
  });
});

test('whatever comes is a whole calendar or a reason', () => {
  const lines = fc.constantFrom(...page().split('\n'), '| 1.4 |', '||', '|'.repeat(50), 'ms.date: 1/1/2026');
  fc.assert(
    fc.property(fc.array(lines, { maxLength: 60 }), fc.boolean(), (found, isDated) => {
      const text = `${isDated ? '---\nms.date: 08/05/2026\n---\n' : ''}${found.join('\n')}`;
      const parsed = parseCalendar(text);
      if ('missing' in parsed) return parsed.missing.length < 100;
      return parsed.minors.every(
        ({ minor, communityEnd, ltsEnd }, index) =>
          minor === (parsed.minors[0]?.minor ?? 0) + index && isDay(communityEnd) && communityEnd < ltsEnd,
      );
    }),
    { numRuns: 500 },
  );
});

describe('the calendar to tell by', () => {
  test('is the live one where it is as new', () => {
    expect(chooseCalendar(bundledCalendar, live())).toEqual(live());
    expect(chooseCalendar(bundledCalendar, live({ asOf: bundledCalendar.asOf })).origin).toBe('live');
  });

  test.each([
    ['was not read', { missing: 'no answer' }],
    ['is older', live({ asOf: '2026-08-04' })],
    ['leaves a gap to the bundled one', live({ minors: minors.map((d) => ({ ...d, minor: d.minor + 10 })) })],
    [
      'has a minor come before those that it dropped',
      live({ minors: minors.slice(1).map((d) => ({ ...d, ga: '2020-01' })) }),
    ],
  ])('is the bundled one where the live one %s', (_, other) => {
    expect(chooseCalendar(bundledCalendar, other)).toBe(bundledCalendar);
  });

  test('keeps what the live one no longer lists, with its own day', () => {
    const moved = minors.slice(2).map((dates) => ({ ...dates, ltsEnd: '2030-01-31' }));
    const next = { minor: 38, ga: '2027-02', communityEnd: '2028-02-29', ltsEnd: '2029-02-28' };
    const chosen = chooseCalendar(bundledCalendar, live({ minors: [...moved, next] }));
    expect(chosen).toEqual(
      live({
        minors: [...minors.slice(0, 2).map((dates) => ({ ...dates, asOf: '2026-08-05' })), ...moved, next],
      }),
    );
  });
});

test('the last day of a month, and days that there are', () => {
  expect(['2026-02', '2028-02', '2026-12', '2026-04'].map(lastDayOf)).toEqual([
    '2026-02-28',
    '2028-02-29',
    '2026-12-31',
    '2026-04-30',
  ]);
  const days = ['2026-02-28', '2026-02-29', '2026-13-01', '2026-1-1', '2026-04-31', '', '2026-04-30T00:00'];
  expect(days.filter(isDay)).toEqual(['2026-02-28']);
});

describe('the page of the docs', () => {
  const text = readPage('docs/supported-kubernetes-versions.md');
  test.skipIf(text === undefined)('is read whole, and gives the bundled calendar of its day', () => {
    const parsed = parseCalendar(text ?? '');
    expect(parsed).toMatchObject({ origin: 'live', asOf: '2026-08-05' });
    if (bundledCalendar.asOf === '2026-08-05') expect(parsed).toEqual({ ...bundledCalendar, origin: 'live' });
  });
});

/** Facts beside the repository, when they are there. */
function readPage(name: string): string | undefined {
  try {
    return readFileSync(new URL(`../../../shared/release-samples/${name}`, import.meta.url), 'utf8');
  } catch {
    console.log(`skipped: ${name} is not there`);
    return undefined;
  }
}
