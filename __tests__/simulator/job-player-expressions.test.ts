// biome-ignore-all lint/suspicious/noTemplateCurlyInString: expressions of workflows, not of ours.
/** Expressions of workflows, with the answers that GitHub's documentation and runner give. */
import { describe, expect, test } from 'vitest';
import {
  type Contexts,
  evaluateCondition,
  evaluateTemplate,
  evaluateText,
  type Value,
} from '../../simulator/workflow-expressions.ts';
import { expandMatrix } from '../../simulator/workflow-matrix.ts';

const values: Contexts['values'] = {
  github: { event_name: 'schedule', run_id: '42', event: { inputs: null } },
  inputs: { 'dry-run': true, cluster: '', count: 3 },
  matrix: { include: [{ environment: 'dev', cluster: 'a' }, { environment: 'Staging' }, { other: 1 }] },
  needs: { check: { result: 'success', outputs: { plan: 'aksu1.x', 'upgrade-available': 'true' } } },
  nothing: null,
};

const about = (source: string): Value => evaluateTemplate(`$\{{ ${source} }}`, { values });

describe('an expression', () => {
  const rows: readonly (readonly [string, Value])[] = [
    ["'it''s'", "it's"],
    ['1.5', 1.5],
    ['0xff', 255],
    ['null', null],
    ['needs.check.outputs.plan', 'aksu1.x'],
    ['NEEDS.Check.Outputs.Plan', 'aksu1.x'],
    ["needs.check.outputs['upgrade-available'] == 'true'", true],
    ['needs.check.outputs.gone', null],
    ['needs.gone.outputs.plan', null],
    ['needs.check.outputs.upgrade-available', 'true'],
    ["github.event_name == 'SCHEDULE'", true],
    ["github.event_name != 'push'", true],
    ["inputs.dry-run == 'true'", false],
    ['inputs.dry-run == true', true],
    ["inputs.count == '3'", true],
    ["inputs.count == ''", false],
    ["nothing == ''", true],
    ["nothing == 0 && 'zero'", 'zero'],
    ["inputs.cluster || 'all'", 'all'],
    ["inputs.cluster && 'given' || 'not given'", 'not given'],
    ["inputs.dry-run && 'dry' || 'wet'", 'dry'],
    ['!inputs.cluster', true],
    ['!(1 < 2)', false],
    ['1 < 2 && 2 <= 2 && 3 > 2 && 3 >= 4', false],
    ["'a' < 'B'", true],
    ['true && false || true', true],
    ["contains(matrix.include.*.environment, 'dev')", true],
    ["contains(matrix.include.*.environment, 'staging')", true],
    ["contains(matrix.include.*.environment, 'production')", false],
    ["contains('Hello', 'ELL')", true],
    ["startsWith('refs/heads/main', 'REFS/')", true],
    ["endsWith('a.ts', '.ts')", true],
    ["format('{0}-{1}', 'a', inputs.count)", 'a-3'],
    ["join(matrix.include.*.environment, ' ')", 'dev Staging'],
    ['fromJSON(\'{"a":[1,2]}\').a[1]', 2],
    ['toJSON(matrix.include[0].cluster)', '"a"'],
    ['matrix.include[0]', { environment: 'dev', cluster: 'a' }],
    ['matrix.include == matrix.include', true],
  ];
  test.each(rows)('%s', (source, answer) => {
    expect(about(source)).toEqual(answer);
  });

  const refused: readonly (readonly [string, string])[] = [
    ['strategy.matrix', "Unrecognized named-value: 'strategy'"],
    ['hashFiles(1)', "Unrecognized function: 'hashFiles'"],
    ['"double"', 'No expression'],
    ['a b', 'No expression at'],
    ['(1', 'No expression at'],
    ['', 'No expression at'],
    ['always()', 'is for `if:` alone'],
    ["fromJSON('')", 'this is no JSON'],
  ];
  test.each(refused)('%s is refused', (source, why) => {
    expect(() => about(source)).toThrow(why);
  });

  test('stands in text, and a list or an object there is no more than its kind', () => {
    const text = (template: string): string => evaluateText(template, { values });
    expect(text('run ${{ github.run_id }} of ${{ needs.check.result }}${{ nothing }}')).toBe(
      'run 42 of success',
    );
    expect(text('${{ matrix.include }}${{ matrix }}')).toBe('ArrayObject');
    expect(text('${{ inputs.dry-run }}')).toBe('true');
    expect(text('no expression }}')).toBe('no expression }}');
  });
});

describe('a condition', () => {
  const rows: readonly (readonly [string | undefined, NonNullable<Contexts['status']>, boolean])[] = [
    [undefined, 'success', true],
    [undefined, 'skipped', false],
    ["needs.check.outputs.plan != ''", 'success', true],
    ["needs.check.outputs.plan != ''", 'failure', false],
    ["needs.check.outputs.plan != ''", 'skipped', false],
    ['${{ always() }}', 'failure', true],
    ['always() && nothing', 'success', false],
    ['!failure() && !cancelled()', 'skipped', true],
    ['!failure() && !cancelled()', 'failure', false],
    ['!failure() && !cancelled()', 'cancelled', false],
    ['success() || failure()', 'failure', true],
    ['failure()', 'success', false],
  ];
  test.each(rows)('%s after %s', (condition, status, answer) => {
    expect(evaluateCondition(condition, { values, status })).toBe(answer);
  });

  test('with text beside its expression would always be true', () => {
    const condition = "${{ github.event_name }} == 'push'";
    expect(() => evaluateCondition(condition, { values, status: 'success' })).toThrow('always true');
  });
});

describe('a matrix', () => {
  const expand = (matrix: string | Readonly<Record<string, unknown>>) =>
    expandMatrix({ matrix, failFast: true, maxParallel: undefined }, { values });

  test('is what its expression says, or every combination of its lists', () => {
    expect(expand('${{ matrix }}')).toHaveLength(3);
    expect(expand({ include: '${{ matrix.include }}' })).toHaveLength(3);
    expect(expand({ a: [1, 2], b: ['${{ github.run_id }}', 'y'] })).toEqual([
      { a: 1, b: '42' },
      { a: 1, b: 'y' },
      { a: 2, b: '42' },
      { a: 2, b: 'y' },
    ]);
  });

  test.each([
    [{ include: [] }, 'does not contain any values'],
    [{}, 'does not contain any values'],
    [{ a: [1], exclude: [] }, 'Nobody plays `exclude`'],
    [{ a: [1], include: [{ b: 1 }] }, 'Nobody plays lists beside'],
    ['${{ matrix.include }}', 'no mapping'],
  ])('%j is refused', (matrix, why) => {
    expect(() => expand(matrix)).toThrow(why);
  });
});
