/** The life of the one comment below a pull request, told by the unmodified bundle. */
import { describe, expect, test } from 'vitest';
import { pullRequestRun } from '../../simulator/runner-pull-request.ts';
import { atGitHub, bot, fleets, requestsOf, tell, tellManners, writesOf } from './github-desk.ts';
import {
  atPullRequests,
  commentsOf,
  fetchedOf,
  files,
  liveOnes,
  mintPullToken,
  moveTo,
  person,
  propose,
  tellPull,
  told,
  urlOf,
  verdictsOf,
} from './pulls-comment-desk.ts';
import { check, codeOf, commandFile, errorOf, fileOf } from './start.ts';

tellManners('comment, life');

test.concurrent('created, unchanged, and updated in place when cluster or pull request moves', async () => {
  await atPullRequests({}, async (world) => {
    const number = propose(world, moveTo('1.36.2'));
    const first = await tellPull(world, number);
    const [comment] = liveOnes(world, number);
    expect(first.exitCode).toBe(0);
    expect(first.outputs).toMatchObject({
      operation: 'created',
      'comment-url': urlOf(world, comment),
      'pull-request-number': '',
      'pull-request-url': '',
      'issue-number': '',
      'issue-url': '',
    });
    expect(writesOf(world)).toEqual([`POST /issues/${number}/comments`]);
    expect(comment?.body).toMatch(/^<!-- aks-upgrade v1 key=road fingerprint=[0-9a-f]+ -->\n/);
    expect(comment?.body).toMatch(/\n<!-- \/aks-upgrade -->$/);
    expect(verdictsOf(told(world, number))).toEqual({ 'infra/behind.tfvars:2': 'possible 1.36.2' });
    expect(fileOf(first, 'report-file')).toContain('### Version pins of the pull request');

    world.network.forget();
    const second = await tellPull(world, number, {}, { run: { runId: '19500000002' } });
    expect(second.outputs).toMatchObject({ operation: 'unchanged', 'comment-url': urlOf(world, comment) });
    expect(writesOf(world)).toEqual([]);

    // The cluster moves, and the pull request does not.
    world.fleet = fleets.of({ name: 'aks-behind', version: '1.36.2', nodeOsChannel: 'NodeImage' });
    const third = await tellPull(world, number);
    expect(third.outputs).toMatchObject({ operation: 'updated', 'comment-url': urlOf(world, comment) });
    expect(verdictsOf(told(world, number))).toEqual({ 'infra/behind.tfvars:2': 'runs already 1.36.2' });

    // The pull request moves, and the cluster does not.
    world.github.people.push('topic', person, moveTo('1.37.0'));
    const fourth = await tellPull(world, number);
    expect(fourth.outputs).toMatchObject({ operation: 'updated', 'comment-url': urlOf(world, comment) });
    expect(verdictsOf(told(world, number))).toEqual({ 'infra/behind.tfvars:2': 'possible 1.37.0' });

    expect(commentsOf(world, number).length).toBe(1);
    expect(commentsOf(world, number)[0]?.author).toBe(bot);
    expect(world.github.state.issues.size).toBe(1);
  });
});

test.concurrent('rewritten to nothing being due, and left so, when the change is taken back', async () => {
  await atPullRequests({ fleet: fleets.healthy() }, async (world) => {
    const number = propose(world, moveTo('1.36.2'));
    const first = await tellPull(world, number);
    expect([first.outputs['operation'], verdictsOf(told(world, number))]).toEqual([
      'created',
      { 'infra/behind.tfvars:2': 'not known 1.36.2' },
    ]);
    world.github.people.push('topic', person, { ...moveTo('1.35.4'), 'README.md': 'Clusters.\n' });
    const second = await tellPull(world, number);
    expect(second.outputs).toMatchObject({
      operation: 'updated',
      'comment-url': first.outputs['comment-url'],
    });
    expect(told(world, number)).not.toContain('behind.tfvars');
    expect(told(world, number)).toContain('**1 cluster, nothing due.**');
    world.network.forget();
    const third = await tellPull(world, number);
    expect([third.outputs['operation'], writesOf(world)]).toEqual(['unchanged', []]);
    expect(commentsOf(world, number).length).toBe(1);
  });
});

test.concurrent('nothing is behind and no pin is changed: no comment, no write', async () => {
  await atPullRequests({ fleet: fleets.healthy() }, async (world) => {
    const number = propose(world, { 'README.md': 'Something else.\n' });
    const { exitCode, outputs } = await tellPull(world, number);
    expect([exitCode, outputs['operation'], outputs['comment-url']]).toEqual([0, 'none', '']);
    expect([writesOf(world), commentsOf(world, number)]).toEqual([[], []]);
  });
});

test.concurrent('what is behind is told below a pull request that changes no pin', async () => {
  await atPullRequests({}, async (world) => {
    const number = propose(world, { 'README.md': 'Something else.\n' });
    const { exitCode, outputs } = await tellPull(world, number);
    expect([exitCode, outputs['operation']]).toEqual([0, 'created']);
    expect(told(world, number)).toContain('aks-behind');
    expect(told(world, number)).not.toContain('Version pins');
    expect(fetchedOf(world)).toEqual([]);
  });
});

describe.concurrent('conflicts', () => {
  const theirs = moveTo('1.35.5');

  test('on pull_request_target the head is judged, and the comment says so', async () => {
    await atPullRequests({ run: { eventName: 'pull_request_target' } }, async (world) => {
      const number = propose(world, moveTo('1.36.2'));
      world.github.people.push('main', person, theirs);
      const start = { eventName: 'pull_request_target' } as const;
      const { exitCode, outputs } = await tellPull(world, number, {}, { start });
      expect([exitCode, outputs['operation']]).toEqual([0, 'created']);
      expect(told(world, number)).toContain(
        'GitHub had no test merge of this pull request (it has conflicts, is closed, or none was made yet): its own branch was judged, not what merging it would give.',
      );
      expect(told(world, number)).toContain(`/blob/refs/pull/${number}/head/infra/behind.tfvars#L2`);
      expect(verdictsOf(told(world, number))).toEqual({ 'infra/behind.tfvars:2': 'possible 1.36.2' });
    });
  });

  test('that came after the run had begun, and went again', async () => {
    await atPullRequests({}, async (world) => {
      const number = propose(world, moveTo('1.36.2'));
      const run = pullRequestRun(world.github, number);
      world.github.people.push('main', person, theirs);
      const githubToken = mintPullToken(world);
      const result = await tell(world, { 'report-to': 'auto' }, { run, githubToken });
      expect([result.exitCode, result.outputs['operation']]).toEqual([0, 'created']);
      expect(told(world, number)).toContain('GitHub had no test merge of this pull request');
      // What only the base changed is not the pull request's doing.
      expect(verdictsOf(told(world, number))).toEqual({ 'infra/behind.tfvars:2': 'possible 1.36.2' });
      world.github.people.push('main', person, moveTo('1.35.4'));
      const after = await tellPull(world, number);
      expect(after.outputs['operation']).toBe('updated');
      expect(told(world, number)).not.toContain('test merge');
    });
  });
});

describe.concurrent('the workspace of the runner', () => {
  const pair = {
    ...moveTo('1.36.2'),
    'infra/new.yaml': '# aks-upgrade: rg-aks/aks-behind\nversion: "1.36.2"\n',
  };
  const seen = { 'infra/behind.tfvars:2': 'possible 1.36.2', 'infra/new.yaml:2': 'possible 1.36.2' };

  test('with the checkout of the run only what it cannot hold is fetched: the file before the change', async () => {
    await atPullRequests({}, async (world) => {
      const number = propose(world, pair);
      const base = world.github.state.git.refs.get('refs/heads/main');
      const { outputs } = await tellPull(world, number, {}, { checkout: true });
      expect(outputs['operation']).toBe('created');
      expect(verdictsOf(told(world, number))).toEqual(seen);
      expect(fetchedOf(world)).toEqual([{ path: 'infra/behind.tfvars', ref: base }]);
    });
  });

  test('a new file alone: no content is asked for', async () => {
    await atPullRequests({}, async (world) => {
      const number = propose(world, { 'infra/new.yaml': pair['infra/new.yaml'] });
      await tellPull(world, number, {}, { checkout: true });
      expect(verdictsOf(told(world, number))).toEqual({ 'infra/new.yaml:2': 'possible 1.36.2' });
      expect(fetchedOf(world)).toEqual([]);
    });
  });

  test('without a checkout each side of each changed file is fetched once', async () => {
    await atPullRequests({}, async (world) => {
      const number = propose(world, pair);
      await tellPull(world, number);
      expect(verdictsOf(told(world, number))).toEqual(seen);
      const paths = fetchedOf(world).map(({ path }) => path);
      expect(paths.toSorted()).toEqual(['infra/behind.tfvars', 'infra/behind.tfvars', 'infra/new.yaml']);
    });
  });

  test('what a step before changed there is not believed', async () => {
    await atPullRequests({}, async (world) => {
      const number = propose(world, pair);
      const lie = { 'infra/new.yaml': pair['infra/new.yaml'].replace('1.36.2', '1.99.9') };
      await tellPull(world, number, {}, { checkout: { ...files, ...pair, ...lie } });
      expect(verdictsOf(told(world, number))).toEqual(seen);
      // The old side stands in the workspace of nobody, the lie is not what the commit has.
      expect(fetchedOf(world).map(({ path }) => path)).toContain('infra/new.yaml');
    });
  });
});

describe.concurrent('a pull request that nobody answers for', () => {
  const strange = 'outsider';
  const rows = [
    { name: 'of a fork', fork: strange, start: {} },
    { name: 'of a fork that is gone', fork: strange, start: { isForkGone: true } },
    {
      name: 'of a fork, on pull_request_target',
      fork: strange,
      start: { eventName: 'pull_request_target' },
    },
    { name: 'by Dependabot', start: { actor: 'dependabot[bot]' } },
  ] as const;

  test.each(rows)('$name: a notice, 0, nothing asked and nothing written', async ({ start, ...row }) => {
    await atPullRequests({}, async (world) => {
      const { people } = world.github;
      const fork = 'fork' in row ? { fork: row.fork } : {};
      const author = 'fork' in row ? row.fork : 'dependabot[bot]';
      people.push('theirs', author, moveTo('1.36.2'), fork);
      const { number } = people.openPull({ head: 'theirs', title: 'Move', author, body: '', ...fork });
      const run = pullRequestRun(world.github, number, start);
      // Even with an identity and a token that may write.
      const githubToken = mintPullToken(world);
      const inputs = { 'report-to': 'auto', 'fail-on': 'blocked' };
      const result = await check(world, inputs, { run, githubToken });
      expect(result.exitCode).toBe(0);
      expect(result.annotations).toEqual([
        {
          level: 'notice',
          title: 'aks-upgrade ends early',
          text: expect.stringContaining('comes from a fork or from Dependabot'),
        },
      ]);
      expect([world.network.exchanges, world.network.refused]).toEqual([[], []]);
      expect(commentsOf(world, number)).toEqual([]);
    });
  });
});

describe.concurrent('a comment with a command in it', () => {
  const commentEvent = (number: number, body: string) => ({
    action: 'created',
    issue: { number, pull_request: { url: 'https://api.github.com/repos/contoso/platform/pulls/1' } },
    comment: { id: 1, body, user: { login: 'outsider' } },
  });
  const texts = ['Fine.', '/aks-upgrade upgrade now', '/aks-upgrade\n/approve 0123456789ab\nmode=upgrade'];

  test('is like any other event: the issue is kept, and no word of it is read', async () => {
    await atGitHub({ run: { eventName: 'issue_comment' }, github: { files } }, async (world) => {
      const number = propose(world, moveTo('1.36.2'));
      const roads: string[] = [];
      for (const body of texts) {
        world.github.people.comment(number, 'outsider', body);
        world.network.forget();
        const inputs = { 'report-to': 'auto' };
        const result = await tell(world, inputs, { event: commentEvent(number, body) });
        expect([result.exitCode, result.outputs['issue-number']]).toEqual([0, String(number + 1)]);
        roads.push(
          requestsOf(world)
            .map(({ request }) => `${request.method} ${request.path}`)
            .join('\n'),
        );
        expect(`${result.log}${result.summary}${commandFile(result, 'GITHUB_OUTPUT')}`).not.toContain(
          '/approve',
        );
        // No pull request and none of its comments is looked at.
        expect(roads.at(-1)).not.toMatch(new RegExp(`pulls|issues/${number}\\b|contents|git/`));
      }
      expect(roads[1]).toBe(roads[2]);
      expect(commentsOf(world, number).length).toBe(texts.length);
    });
  });

  test('pr-comment is refused there, and an upgrade does not run', async () => {
    await atGitHub({ run: { eventName: 'issue_comment' }, github: { files } }, async (world) => {
      const number = propose(world, moveTo('1.36.2'));
      const event = commentEvent(number, texts[2] ?? '');
      const refused = await tell(world, { 'report-to': 'pr-comment' }, { event });
      expect([refused.exitCode, codeOf(refused)]).toEqual([1, 'AKSU-INPUT']);
      expect(errorOf(refused)).toContain('Write `report-to: auto`.');
      const inputs = { mode: 'upgrade', plan: 'aksu1.x', environment: 'production' };
      const upgrade = await check(world, { ...inputs, 'report-to': 'auto' }, { event });
      expect([upgrade.exitCode, codeOf(upgrade)]).toEqual([1, 'AKSU-EVENT']);
      expect(world.network.exchanges).toEqual([]);
    });
  });
});
