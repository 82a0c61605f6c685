/** `gate: issue-approval` against the simulated GitHub: the check's issue, people's comments, and what they prove. */
import { describe, expect, it } from 'vitest';
import { type GitHubFault, githubFaults } from '../../simulator/github-faults.ts';
import type { GitHubOptions } from '../../simulator/github-rest.ts';
import { writeMarked } from '../../src/report/marker.ts';
import { writePlanSince } from '../../src/report/plan-since.ts';
import type { Report } from '../../src/report/report.ts';
import {
  aGateBench,
  digest,
  digits,
  type GateBench,
  type GatedRun,
  type Judged,
  passGate,
} from './a-gated-run.ts';
import { aReport, bot, key, track } from './a-telling.ts';

const minute = 60_000;
const hour = 60 * minute;
const step = {} as never;

/** A report whose plan has this digest. */
function planned({ time }: GateBench, of = digest): Report {
  const line = writePlanSince({ digest: of, steps: [step] }, time.clock.now());
  const report = aReport(`plan ${of}`);
  return {
    ...report,
    body: writeMarked(key, report.fingerprint, `<!-- due -->\n${line}## Plan ${of}\n\nSteps.`),
  };
}

interface Row {
  readonly options?: GitHubOptions;
  /** After the check told its plan in issue #1; the last line of each is a comment, mostly. */
  readonly people: (bench: GateBench) => void | Promise<void>;
  readonly run?: Partial<GatedRun>;
  readonly approvers?: readonly string[];
}

const wait = async ({ time }: GateBench, milliseconds: number): Promise<void> =>
  time.run(time.pause(milliseconds), milliseconds);

async function pass({
  options,
  people,
  run,
  approvers = [],
}: Row): Promise<Judged & { readonly bench: GateBench }> {
  const roles = { reviewer: 'write', boss: 'admin', helper: 'triage', 'platform-engineer': 'admin' } as const;
  const bench = aGateBench({ private: true, collaborators: roles, ...options });
  await track(bench, planned(bench));
  await wait(bench, minute);
  await people(bench);
  await wait(bench, minute);
  const judged = await passGate(bench, { gate: { kind: 'issue-approval', approvers }, ...run });
  expect([...bench.github.contract().violations, ...bench.github.unserved]).toEqual([]);
  return { ...judged, bench };
}

const approve = `/approve ${digits}`;
const says =
  (body: string, by = 'reviewer') =>
  ({ github }: GateBench): void =>
    void github.people.comment(1, by, body);

describe('a comment that approves', () => {
  it('proves, with who, when and where', async () => {
    const { proof, bench } = await pass({ people: says(approve) });
    expect(proof).toEqual({
      kind: 'issue-approval',
      approvedBy: ['reviewer'],
      isSelfApproved: false,
      // The check, with a second between its two writes, and a minute.
      approvedAt: new Date('2026-11-22T06:01:01Z'),
      url: expect.stringMatching(/\/contoso\/platform\/issues\/1#issuecomment-\d+$/),
    });
    const sent = bench.github.exchanges.slice(-4).map(({ request }) => `${request.method} ${request.path}`);
    expect(sent.at(-1)).toBe('GET /repos/contoso/platform/collaborators/reviewer/permission');
    expect(sent.filter((each) => !each.startsWith('GET ') && !each.endsWith('/graphql'))).toEqual([]);
  });

  it.each<[string, Row]>([
    [
      'written in the browser, with CRLF and a word after it',
      { people: says(`\r\n${approve}\r\n\r\nThanks!`) },
    ],
    ['answering by e-mail', { people: says(`${approve}\n\n> ## Plan\n> Steps.\n`) }],
    ['with the digits in capitals', { people: says(`/approve ${digits.toUpperCase()}`) }],
    [
      'by somebody in `approvers` without any rights',
      { people: says(approve, 'outsider'), approvers: ['Outsider'] },
    ],
    ['in a public repository', { people: says(approve), options: { private: false } }],
    [
      'in a locked issue',
      {
        people: ({ github: { people } }) => {
          people.lock(1, 'boss');
          people.comment(1, 'reviewer', approve);
        },
      },
    ],
    [
      'in an issue that lost its label, among 250 comments',
      {
        people: ({ github }) => {
          github.people.label(1, 'helper', []);
          for (let count = 0; count < 250; count++) github.people.comment(1, 'helper', approve);
          github.people.comment(1, 'reviewer', approve);
        },
      },
    ],
    [
      'before the check ran again with the same plan',
      {
        people: async (bench) => {
          bench.github.people.comment(1, 'reviewer', approve);
          await wait(bench, 5 * hour);
          expect((await track(bench, planned(bench))).operation).toBe('unchanged');
          const more = planned(bench);
          const body = more.body.replace('Steps.', 'Steps, and a window that opens later.');
          expect((await track(bench, { ...more, body })).operation).toBe('updated');
        },
      },
    ],
  ])('%s', async (_, row) => {
    expect((await pass(row)).proof).toMatchObject({ kind: 'issue-approval', isSelfApproved: false });
  });

  it('by who started the run only where that is allowed', async () => {
    for (const by of ['platform-engineer', 'night-shift']) {
      const row: Row = { people: says(approve, by), options: { collaborators: { [by]: 'write' } } };
      expect((await pass(row)).failure).toMatchObject({ code: 'AKSU-GATE-APPROVAL' });
      expect((await pass({ ...row, run: { allowsSelfApproval: true } })).proof).toMatchObject({
        approvedBy: [by],
        isSelfApproved: true,
      });
    }
  });
});

describe('everything else is refused', () => {
  const rows: readonly (readonly [string, string, Row])[] = [
    ['no comment', 'APPROVAL', { people: () => undefined }],
    ['no comment in a locked issue', 'APPROVAL', { people: ({ github }) => github.people.lock(1, 'boss') }],
    [
      'an edited comment',
      'APPROVAL',
      {
        people: async (bench) => {
          const { id } = bench.github.people.comment(1, 'reviewer', 'looks good');
          await wait(bench, 1000);
          bench.github.people.editComment(id, approve);
        },
      },
    ],
    ['other digits', 'APPROVAL', { people: says('/approve ab12cd34ab13') }],
    ['digits that go on', 'APPROVAL', { people: says(`${approve}cd`) }],
    ['fewer digits', 'APPROVAL', { people: says(approve.slice(0, -1)) }],
    ['words before it', 'APPROVAL', { people: says(`Do not write\n${approve}\nyet.`) }],
    ['words beside it', 'APPROVAL', { people: says(`${approve} tomorrow`) }],
    ['a quote', 'APPROVAL', { people: says(`> ${approve}`) }],
    ['code', 'APPROVAL', { people: says(`\`\`\`\n${approve}\n\`\`\``) }],
    ['indented code', 'APPROVAL', { people: says(`    ${approve}`) }],
    ['a hidden comment', 'APPROVAL', { people: says(`<!--\n${approve}\n-->`) }],
    ['another word', 'APPROVAL', { people: says(`/approved ${digits}`) }],
    [
      'a bot',
      'APPROVAL',
      { people: says(approve, 'renovate[bot]'), options: { collaborators: { 'renovate[bot]': 'write' } } },
    ],
    ['a bot in `approvers`', 'APPROVAL', { people: says(approve, 'ci[bot]'), approvers: ['ci[bot]'] }],
    ['our own account', 'APPROVAL', { people: says(approve, bot), approvers: [bot] }],
    [
      'an app in the name of a person',
      'APPROVAL',
      { people: ({ github }) => void github.people.comment(1, 'reviewer', approve, 'my-app') },
    ],
    ['somebody who may only triage', 'APPROVAL', { people: says(approve, 'helper') }],
    ['a stranger', 'APPROVAL', { people: says(approve, 'stranger') }],
    [
      'somebody with rights who is not in `approvers`',
      'APPROVAL',
      { people: says(approve, 'boss'), approvers: ['reviewer'] },
    ],
    [
      'an account that is gone',
      'APPROVAL',
      {
        people: ({ github: { people } }) => {
          people.comment(1, 'reviewer', approve);
          people.leaveGitHub('reviewer');
        },
      },
    ],
    [
      'an account that is gone and leaves nothing',
      'APPROVAL',
      {
        options: { quirks: { 'gone-are-ghosts': false } },
        people: ({ github: { people } }) => {
          people.comment(1, 'reviewer', approve);
          people.leaveGitHub('reviewer');
        },
      },
    ],
    [
      'a comment that is too old',
      'APPROVAL',
      {
        people: async (bench) => {
          bench.github.people.comment(1, 'reviewer', approve);
          await wait(bench, 72 * hour);
        },
      },
    ],
    [
      'a comment older than the plan, which went and came back',
      'APPROVAL',
      {
        people: async (bench) => {
          bench.github.people.comment(1, 'reviewer', approve);
          await wait(bench, minute);
          await track(bench, planned(bench, `sha256:${'ef'.repeat(32)}`));
          await wait(bench, minute);
          await track(bench, planned(bench));
        },
      },
    ],
    [
      'a plan that does not stand there any more',
      'APPROVAL',
      {
        people: async (bench) => {
          bench.github.people.comment(1, 'reviewer', approve);
          await track(bench, planned(bench, `sha256:${'ef'.repeat(32)}`));
        },
      },
    ],
    [
      'a closed issue',
      'APPROVAL',
      {
        people: ({ github: { people } }) => {
          people.comment(1, 'reviewer', approve);
          people.close(1, 'boss');
        },
      },
    ],
    [
      'a deleted issue',
      'APPROVAL',
      {
        people: ({ github: { people } }) => {
          people.comment(1, 'reviewer', approve);
          people.delete(1);
        },
      },
    ],
    [
      'an issue of somebody else with our text',
      'APPROVAL',
      {
        people: ({ github: { people, state } }) => {
          const body = state.issues.get(1)?.body ?? '';
          people.delete(1);
          const { number } = people.open({ title: 'AKS', author: 'reviewer', body, labels: ['aks-upgrade'] });
          people.comment(number, 'boss', approve);
        },
      },
    ],
    [
      'an issue that another account of ours wrote',
      'APPROVAL',
      { people: says(approve), run: { token: 'ghs_app' } },
    ],
    [
      'rights that may not be read',
      'UNREADABLE',
      { people: says(approve), run: fault('/permission', '403-permission') },
    ],
    [
      'rights that did not come',
      'UNREADABLE',
      { people: says(approve), run: fault('/permission', 'truncated-json') },
    ],
    [
      'comments that may not be read',
      'UNREADABLE',
      { people: says(approve), run: fault('/comments', '403-permission') },
    ],
    [
      'issues that may not be read',
      'UNREADABLE',
      { people: says(approve), run: fault('/issues', '403-permission') },
    ],
    ['no `issues: read`', 'UNREADABLE', { people: says(approve), run: { token: 'ghs_actions_none' } }],
    [
      'a token that is no longer good',
      'UNREADABLE',
      { people: says(approve), run: { token: 'ghs_of_yesterday' } },
    ],
  ];
  it.each(rows)('%s: %s', async (_, code, row) => {
    const { failure, proof } = await pass(row);
    expect([failure?.code, proof]).toEqual([`AKSU-GATE-${code}`, undefined]);
  });

  it.each(['500', 'reset', 'timeout', '200-empty', '200-html', '410', '422'] as const)(
    'GitHub answering with %s, to any question after who we are',
    async (kind) => {
      for (const part of ['/platform/issues', '/comments']) {
        const { failure } = await pass({ people: says(approve), run: fault(part, kind) });
        expect(failure?.code).toMatch(/^AKSU-GATE-(?:UNREADABLE|APPROVAL)$/);
      }
    },
  );

  it('issues that are disabled since', async () => {
    const { failure } = await pass({
      people: (bench) => {
        says(approve)(bench);
        bench.github.state.repository.hasIssues = false;
      },
    });
    expect(failure?.code).toMatch(/^AKSU-GATE-/);
  });
});

function fault(part: string, kind: GitHubFault): Partial<GatedRun> {
  return {
    hooks: {
      fault: ({ request }) =>
        request.path.endsWith(part) ? { point: 'before', answer: githubFaults[kind] } : undefined,
    },
  };
}

describe('gate: none', () => {
  it('asks nobody', async () => {
    const bench = aGateBench();
    const { proof } = await passGate(bench, { gate: { kind: 'none' } });
    expect(proof).toEqual({ kind: 'none' });
    expect(bench.github.exchanges).toEqual([]);
  });
});
