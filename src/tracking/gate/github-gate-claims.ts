import { Failure } from '../../failure.ts';
import {
  decodePayload,
  type Environment,
  mintToken,
  type OidcPorts,
  tokenEndpoint,
} from '../../inventory/runner-oidc.ts';
import type { GateRead, JobClaims } from '../../upgrade/gate/gate.ts';
import { parseJobClaims } from './gate-answers.ts';

/** Of our own, so that the token opens nothing anywhere. */
const audience = 'aks-upgrade';

/**
 * What GitHub says of this job. The token's signature is not looked at: it comes straight from the endpoint that the
 * runner named, nobody else handled it, and whoever can change the runner's variables runs as this job anyway.
 */
export async function readJobClaims(
  ports: OidcPorts & { readonly env?: Environment },
): Promise<GateRead<JobClaims>> {
  const endpoint = tokenEndpoint(ports.env ?? process.env);
  if (endpoint === undefined) return { kind: 'missing' };
  try {
    const payload = decodePayload(await mintToken(endpoint, audience, ports));
    if (payload === undefined) return { kind: 'unclear', reason: 'it is no token that can be read' };
    return { kind: 'read', value: parseJobClaims(payload) };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { kind: 'unclear', reason: error.message.replace(/\.$/, '') };
  }
}
