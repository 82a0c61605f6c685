/** An access token through a run of hours: renewed ahead of its end, in front of whoever needs it. */

import type { AccessToken, TokenCredential } from '@azure/identity';
import type { Clock } from '../inputs/clock.ts';

/** Milliseconds of life left at which a new one is asked for: less than the five minutes at which MSAL lets go of its own. */
const renewAhead = 4 * 60_000;
/** Milliseconds between two attempts while the old one still serves. */
const betweenAttempts = 30_000;
/** Milliseconds of life that a token needs to be sent at all. */
const leastLife = 10_000;

/**
 * The SDK's own cycler renews in the background, where a failure has nobody to tell and ends the process: it is given
 * tokens that it takes for spent, so that it asks here each time. While a renewal fails, the old token serves to its end.
 */
export function keepToken(credential: TokenCredential, clock: Clock): TokenCredential {
  let kept: AccessToken | undefined;
  let askAgainAt = 0;
  const lifeLeft = () => (kept === undefined ? 0 : kept.expiresOnTimestamp - clock.now().getTime());
  return {
    async getToken(scopes, options) {
      // Claims come with ARM's refusal of the token that is kept.
      const isRefused = options?.claims !== undefined;
      const isResting = clock.now().getTime() < askAgainAt && lifeLeft() > leastLife;
      if (kept !== undefined && !isRefused && (lifeLeft() > renewAhead || isResting)) return spent(kept);
      askAgainAt = clock.now().getTime() + betweenAttempts;
      try {
        const token = await credential.getToken(scopes, options);
        if (token === null) return null;
        kept = token;
      } catch (error) {
        if (isRefused || kept === undefined || lifeLeft() <= leastLife) throw error;
      }
      return spent(kept);
    },
  };
}

function spent({ token }: AccessToken): AccessToken {
  return { token, expiresOnTimestamp: 0 };
}
