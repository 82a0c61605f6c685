/** One frozen fleet, told in every corner of the world: the same bytes. */
import { expect, test } from 'vitest';
import { demoFleet } from '../../simulator/demo-fleet.ts';
import { check, fileOf, inWorld, mapSome } from './start.ts';

const fleet = demoFleet(new Date());
/** Since when this plan stands in the issue: told to the second, and each of these issues is new. */
const since = /^(<!-- plan [0-9a-f]{12} since )\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ( -->)$/m;
const reading = /^Read on \d{1,2} \w{3} \d{4}, \d\d:\d\d UTC by \[run \d+\]\(\S+\)\.$/m;

const places: readonly Readonly<Record<string, string>>[] = [
  {},
  { TZ: 'UTC', LANG: 'C' },
  { TZ: 'Pacific/Kiritimati', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' },
  { TZ: 'America/St_Johns', LANG: 'de_DE.UTF-8', LANGUAGE: 'de' },
  { TZ: 'Pacific/Kiritimati', LC_ALL: 'ar_EG.UTF-8' },
  { TZ: 'America/St_Johns', LC_ALL: 'th_TH.UTF-8', LANG: 'sv_SE.UTF-8' },
];

/** Everything that is told, with the two lines masked that say when it was read, and since when the plan stands there. */
async function tell(env: Readonly<Record<string, string>>): Promise<Readonly<Record<string, string>>> {
  return await inWorld({ fleet }, async (world) => {
    const result = await check(world, { 'report-to': 'issue', 'environment-tag': 'environment' }, { env });
    expect(result.exitCode).toBe(0);
    const [issue] = [...world.github.state.issues.values()];
    const mask = (text: string): string => {
      expect(text).toMatch(reading);
      return text.replace(reading, '');
    };
    return {
      title: issue?.title ?? '',
      body: mask((issue?.body ?? '').replace(since, '$1$2')),
      report: mask(fileOf(result, 'report-file')),
      digest: result.outputs['plan-digest'] ?? '',
      matrix: result.outputs['matrix'] ?? '',
      log: result.stdout.replaceAll(/^::add-mask::.*$/gm, ''),
    };
  });
}

test('the same bytes in every time zone and language', async () => {
  const [first, ...others] = await mapSome(places, 2, tell);
  console.log(`same bytes: ${places.length} places, body of ${first?.['body']?.length} characters`);
  for (const [at, other] of others.entries()) expect([at + 1, other]).toEqual([at + 1, first]);
});
