/** What Microsoft Entra's refusals mean, and what to do about each. Pure. */

import { Failure } from '../failure.ts';
import { plainSentence } from './arm-errors.ts';

/** What Entra compares with the federated credential. None of it is secret. */
export interface TokenClaims {
  readonly issuer: string;
  readonly subject: string;
  readonly audience: string;
}

/** Entra looked for a federated credential and found none that fits. */
const federationRefusals: Readonly<Record<string, string>> = {
  '70021': 'no federated credential fits the token of this job',
  '700211': "no federated credential has the issuer of this job's token",
  '700212': "no federated credential has the audience of this job's token",
  '700213': "no federated credential has the subject of this job's token",
  '7002138': "a federated credential has the subject of this job's token, but in other upper and lower case",
};

const signInRefusals: Readonly<Record<string, { readonly what: string; readonly next: string }>> = {
  '50034': { what: 'the account is not in this directory', next: 'Check `tenant-id`.' },
  '53003': {
    what: 'a Conditional Access policy blocks the sign-in',
    next: 'Ask for an exception for this workload identity, or run on runners that the policy trusts.',
  },
  '90002': {
    what: 'there is no such tenant',
    next: 'Check `tenant-id`, and `azure-cloud` for sovereign clouds.',
  },
  '900023': { what: '`tenant-id` is no tenant', next: 'Give the directory (tenant) id as a GUID.' },
  '700016': {
    what: 'the application is not in this tenant',
    next: 'Check `client-id` (the application id, not the object id) and `tenant-id`.',
  },
  '700024': {
    what: 'the token of this job is not valid now: it is too old, or a clock is wrong',
    next: "Run again; on self-hosted runners check the machine's clock.",
  },
  '7000112': {
    what: 'the application is disabled',
    next: 'Enable its service principal in Microsoft Entra.',
  },
  '7000215': {
    what: 'the client secret is wrong',
    next: 'Put the value of the secret, not its id, into AZURE_CLIENT_SECRET; better, use OIDC.',
  },
  '7000222': {
    what: 'the client secret has expired',
    next: 'Make a new one; better, use OIDC, which has none.',
  },
};

const runAgain = 'Run again; if it stays, look at azure.status.microsoft and at the proxy.';

/** What is known of a sign-in besides what was thrown. */
export interface SignInContext {
  /** Of the job's own token, when one was used. */
  readonly claims?: TokenClaims | undefined;
  /** Of the last exchange with Entra: its status, and why it is no answer of Entra's. */
  readonly trouble?: { readonly status?: number; readonly reason?: string } | undefined;
  /** What this way of signing in was taken for, where that says more than how it failed. */
  readonly lead?: string | undefined;
  /** What to do, where Entra's answer does not say more. */
  readonly next?: string | undefined;
}

/** The failure for whatever a credential threw. */
export function explainSignIn(error: unknown, context: SignInContext = {}): Failure {
  const known = failureIn(error);
  if (known !== undefined) return known;
  const { reason } = context.trouble ?? {};
  if (reason !== undefined) {
    const said = `Microsoft Entra ID did not answer as it should (${reason}).`;
    return new Failure('AKSU-SIGN-IN', said, { next: runAgain, cause: error });
  }
  const message = error instanceof Error ? error.message : String(error);
  const code = /AADSTS(\d{4,8})/.exec(message)?.[1] ?? '';
  const federation = federationRefusals[code];
  if (federation !== undefined) {
    const next = context.claims === undefined ? {} : { next: federatedCredentialCommand(context.claims) };
    const said = `Microsoft Entra refused the sign-in (AADSTS${code}): ${federation}.`;
    return new Failure('AKSU-FEDERATION', `${said}${describeClaims(context.claims)}`, {
      ...next,
      cause: error,
    });
  }
  const refusal = signInRefusals[code];
  if (refusal !== undefined) {
    const said = `Microsoft Entra refused the sign-in (AADSTS${code}): ${refusal.what}.`;
    return new Failure('AKSU-SIGN-IN', `${said}${describeClaims(context.claims)}`, {
      next: refusal.next,
      cause: error,
    });
  }
  const { status } = context.trouble ?? {};
  const asked = status !== undefined && code === '' ? `Microsoft Entra answered ${status}. ` : '';
  return new Failure(
    'AKSU-SIGN-IN',
    `${context.lead ?? 'Azure sign-in failed'}: ${asked}${withoutTrace(message)}`,
    {
      ...(context.next === undefined ? {} : { next: context.next }),
      cause: error,
    },
  );
}

/** Pastes into a shell as it stands, whatever the branch is called. */
export function federatedCredentialCommand(claims: TokenClaims): string {
  const credential = {
    name: 'aks-upgrade',
    issuer: claims.issuer,
    subject: claims.subject,
    audiences: [claims.audience],
  };
  const quoted = JSON.stringify(credential).replaceAll("'", "'\\''");
  return `Run: az ad app federated-credential create --id "$AZURE_CLIENT_ID" --parameters '${quoted}'`;
}

function describeClaims(claims: TokenClaims | undefined): string {
  if (claims === undefined) return '';
  return ` The token of this job has the issuer ${claims.issuer}, the subject ${claims.subject} and the audience ${claims.audience}.`;
}

/** SDKs wrap what a callback of ours threw. */
function failureIn(error: unknown): Failure | undefined {
  for (let cause = error, depth = 0; cause instanceof Error && depth < 10; cause = cause.cause, depth += 1) {
    if (cause instanceof Failure) return cause;
  }
  return undefined;
}

/** Entra's text without the ids of the trace, which only its operators can use. */
function withoutTrace(message: string): string {
  const described = message.slice(Math.max(0, message.indexOf('AADSTS')));
  return plainSentence(described.replace(/\s*-?\s*(?:Trace ID|Correlation ID|Timestamp):.*$/is, ''));
}
