import { describe, expect, it } from 'vitest';
import { createSliceCheck } from '../../simulator/github-slice.ts';
import { parse, startAsking } from './github-asking.ts';

const isThere = createSliceCheck().report().isChecking;
if (!isThere) console.warn("skipped: GitHub's description of its REST API is not there");

describe("GitHub's own description", () => {
  it('is off, and says so, where it is not at hand', () => {
    const check = createSliceCheck('/nowhere/slice.json');
    expect(check.report()).toEqual({ isChecking: false, exchanges: 0, violations: [], unlisted: [] });
  });

  it.skipIf(!isThere).each([
    ['GET /issues?labels=a&state=all&per_page=100&page=2', undefined, undefined],
    ['GET /issues?stat=all', undefined, 'unknown query stat'],
    ['GET /issues?state=everything', undefined, 'query state=everything'],
    ['GET /issues?per_page=many', undefined, 'query per_page=many'],
    ['POST /issues', { title: 'T', labels: ['a'] }, undefined],
    ['POST /issues', { body: 'no title' }, "must have required property 'title'"],
    ['POST /issues', { title: 'T', lables: [] }, 'body has unknown lables'],
    ['POST /issues', { title: 'T', labels: 'a' }, '/labels must be array'],
    ['PATCH /issues/1', { state: 'shut' }, '/state must be equal to one of the allowed values'],
    ['DELETE /issues/1', undefined, 'no such operation'],
  ])('judges the request %s %j', async (request, body, violation) => {
    const { ask, github } = startAsking();
    await ask(request, body);
    const { violations, exchanges } = github.contract();
    expect(exchanges).toBe(1);
    if (violation === undefined) expect(violations).toEqual([]);
    else expect(violations.join('\n')).toContain(violation);
  });

  it.skipIf(!isThere)('judges answers, down to one missing field', async () => {
    const { ask, github } = startAsking();
    await ask('POST /issues', { title: 'T' });
    const [good] = github.exchanges;
    if (!good) throw new Error('no exchange');
    const told = (change: (body: Record<string, unknown>) => void): readonly string[] => {
      const body = parse(JSON.stringify(good.response.body)) as Record<string, unknown>;
      change(body);
      const check = createSliceCheck();
      check.check(good.request, { ...good.response, body });
      return check.report().violations;
    };
    expect(told(() => undefined)).toEqual([]);
    expect(told((body) => delete body['labels_url']).join()).toContain("'labels_url'");
    expect(told((body) => Object.assign(body, { number: '1' })).join()).toContain('/number must be integer');
    expect(told((body) => Object.assign(body, { user: null }))).toEqual([]);
  });
});
