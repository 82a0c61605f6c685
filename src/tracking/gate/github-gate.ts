/** Reads what the gate is judged by. Judges nothing: a missing right or a dead service is a fact as well. */

import type { ApprovedPlan } from '../../plan/approved-plan.ts';
import type { GateFacts } from '../../upgrade/gate/gate.ts';
import { GitHubClient } from '../github/github-client.ts';
import { parseEnvironment, parseReviews } from './gate-answers.ts';
import { readJobClaims } from './github-gate-claims.ts';
import { readComments } from './github-gate-comments.ts';
import { askOnce, describeTrouble, type GateAsking } from './github-gate-read.ts';

export type { GateAsking } from './github-gate-read.ts';

/**
 * GETs alone, but for the one query that tells who we are. Never throws for what GitHub or the runner answers.
 * Takes some 10 requests at most for an environment, and one per page of comments and person for an issue.
 */
export async function readGateFacts(
  approved: Pick<ApprovedPlan, 'digest' | 'reportKey'>,
  asking: GateAsking,
): Promise<GateFacts> {
  const { gate } = asking.ask;
  switch (gate.kind) {
    case 'none':
      return { kind: 'none' };
    case 'environment':
      return await readEnvironment(gate.environment, asking);
    case 'issue-approval':
      return await readComments(approved, gate, asking);
  }
}

async function readEnvironment(name: string, asking: GateAsking): Promise<GateFacts> {
  const claims = await readJobClaims(asking);
  const { owner, repository: repo, runId } = asking.context;
  try {
    const client = new GitHubClient({
      ...asking,
      token: asking.telling.githubToken,
      apiUrl: asking.context.apiUrl,
    });
    const of = { owner, repo };
    const environment = await askOnce(
      client,
      {
        route: 'GET /repos/{owner}/{repo}/environments/{environment_name}',
        parameters: { ...of, environment_name: name },
      },
      parseEnvironment,
    );
    const reviews = await askOnce(
      client,
      {
        route: 'GET /repos/{owner}/{repo}/actions/runs/{run_id}/approvals',
        parameters: { ...of, run_id: runId },
      },
      parseReviews,
    );
    return { kind: 'environment', claims, environment, reviews };
  } catch (error) {
    const trouble = describeTrouble(error);
    return { kind: 'environment', claims, environment: trouble, reviews: trouble };
  }
}
