/** What broke when no answer came, in words that name nobody and tell what can be done. Pure. */

import { plainSentence } from './arm-errors.ts';

export interface ConnectionBreak {
  /** A clause with `what` as its subject, without a full stop. */
  readonly reason: string;
  /** Whether asking again can help. */
  readonly isPassing: boolean;
}

/** `what` is who was asked; `seconds` is how long. */
export function describeBreak(error: unknown, what: string, seconds: number): ConnectionBreak {
  const { code, name, message } = error as { code?: unknown; name?: unknown; message?: unknown };
  if (name === 'AbortError')
    return { reason: `${what} did not answer within ${seconds} seconds`, isPassing: true };
  if (code === 'PARSE_ERROR') return { reason: 'the answer broke off or is not JSON', isPassing: true };
  if (typeof code === 'string' && /CERT|SIGNATURE/.test(code)) {
    const advice = 'behind an inspecting proxy set NODE_EXTRA_CA_CERTS';
    return { reason: `the certificate of ${what} is not trusted (${code}); ${advice}`, isPassing: false };
  }
  const told = typeof code === 'string' ? code : plainSentence(String(message ?? error));
  return { reason: `the connection failed (${told})`, isPassing: true };
}
