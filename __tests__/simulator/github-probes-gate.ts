import { type Answer, type Asking, field, type Probe } from './github-asking.ts';

const run = '19500000001';
const gated = { name: 'production', reviewers: ['reviewer'] };
const history = `GET /actions/runs/${run}/approvals`;

const states = ({ data }: Answer): string =>
  (data as readonly { state: string }[]).map(({ state }) => state).join();

/** A second attempt that was not approved, after a first one that was. */
function rerunApproved({ github: { jobs } }: Asking): void {
  jobs.start(run, 'production');
  jobs.review(run, ['production'], 'reviewer', 'approved');
  jobs.rerun(run);
  jobs.start(run, 'production');
}

/** Environments, who was asked, and who is gone. */
export const gateProbes = {
  'environment-made-on-use': {
    shows: async ({ ask, github }) => {
      const before = await ask('GET /environments/prodution');
      try {
        const began = github.jobs.start(run, 'prodution');
        const made = await ask('GET /environments/prodution');
        return (
          before.status === 404 && began === 'runs' && (field(made, 'protection_rules') as []).length === 0
        );
      } catch {
        return false;
      }
    },
  },
  'private-drops-reviewers': {
    options: { private: true, environments: [gated] },
    shows: async ({ ask, github }) => {
      const answer = await ask('GET /environments/production', undefined, 'ghs_upgrade');
      return (
        (field(answer, 'protection_rules') as []).length === 0 &&
        github.jobs.start(run, 'production') === 'runs'
      );
    },
  },
  'bypass-right-told': {
    options: { environments: [gated] },
    shows: async ({ ask }) => field(await ask('GET /environments/production'), 'can_admins_bypass') === true,
  },
  'bypass-leaves-no-review': {
    options: { environments: [gated], collaborators: { boss: 'admin' } },
    shows: async ({ ask, github: { jobs } }) => {
      jobs.start(run, 'production');
      jobs.bypass(run, 'production', 'boss');
      return states(await ask(history)) === '';
    },
  },
  'reviews-outlive-attempts': {
    options: { environments: [gated] },
    shows: async (asking) => {
      rerunApproved(asking);
      return states(await asking.ask(history)) === 'approved';
    },
  },
  'reviews-newest-first': {
    options: { environments: [gated] },
    shows: async (asking) => {
      rerunApproved(asking);
      asking.github.jobs.review(run, ['production'], 'reviewer', 'rejected');
      return states(await asking.ask(history)) === 'rejected,approved';
    },
  },
  'gone-are-ghosts': {
    shows: async ({ ask, github: { people } }) => {
      const { number } = people.open({ title: 'T', author: 'somebody' });
      const { id } = people.comment(number, 'leaver', 'bye');
      people.leaveGitHub('leaver');
      const user = field(await ask(`GET /issues/comments/${id}`), 'user') as { login: string } | null;
      return user?.login === 'ghost';
    },
  },
} as const satisfies Record<string, Probe>;
