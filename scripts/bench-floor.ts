/**
 * The floor that the benchmark measures against: a bare https client, the fewest exact requests, no limit on how many
 * are under way, no pacing, no retries, no report. It answers the bare question only: what may each control plane take,
 * and for which pools is there another image.
 */
import { Agent, request as send } from 'node:https';

interface Named {
  readonly id: string;
  readonly name: string;
  readonly properties: { readonly agentPoolProfiles: readonly { name: string; nodeImageVersion?: string }[] };
}

const { env } = process;
const agent = new Agent({ keepAlive: true, proxyEnv: env });

function ask<T>(url: string, options: { token?: string; form?: string } = {}): Promise<T> {
  return new Promise((resolve, reject) => {
    const headers = {
      ...(options.token === undefined ? {} : { authorization: `Bearer ${options.token}` }),
      ...(options.form === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
    };
    const method = options.form === undefined ? 'GET' : 'POST';
    const exchange = send(url, { method, agent, headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () => resolve(JSON.parse(Buffer.concat(chunks).toString('utf8')) as T));
    });
    exchange.on('error', reject);
    exchange.end(options.form);
  });
}

async function signIn(): Promise<string> {
  const oidc = `${env['ACTIONS_ID_TOKEN_REQUEST_URL']}&audience=${encodeURIComponent('api://AzureADTokenExchange')}`;
  const assertion = await ask<{ value: string }>(oidc, {
    token: env['ACTIONS_ID_TOKEN_REQUEST_TOKEN'] ?? '',
  });
  const form = new URLSearchParams({
    client_id: env['INPUT_CLIENT-ID'] ?? '',
    scope: 'https://management.azure.com/.default',
    grant_type: 'client_credentials',
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: assertion.value,
  });
  const authority = `https://login.microsoftonline.com/${env['INPUT_TENANT-ID']}/oauth2/v2.0/token`;
  return (await ask<{ access_token: string }>(authority, { form: form.toString() })).access_token;
}

const token = await signIn();
const arm = 'https://management.azure.com';
const list = `${arm}/subscriptions/${env['INPUT_SUBSCRIPTION-ID']}/providers/Microsoft.ContainerService/managedClusters`;
const { value: clusters } = await ask<{ value: readonly Named[] }>(`${list}?api-version=2026-06-01`, {
  token,
});
const profile = (id: string) =>
  ask<{ properties: Record<string, unknown> }>(`${arm}${id}/upgradeProfiles/default?api-version=2026-06-01`, {
    token,
  });
const counts = await Promise.all(
  clusters.map(async ({ id, properties }) => {
    const [cluster, ...pools] = await Promise.all([
      profile(id),
      ...properties.agentPoolProfiles.map(({ name }) => profile(`${id}/agentPools/${name}`)),
    ]);
    const { upgrades } = cluster.properties['controlPlaneProfile'] as {
      upgrades?: readonly unknown[] | null;
    };
    const behind = pools.filter(({ properties: { latestNodeImageVersion } }, index) => {
      return latestNodeImageVersion !== properties.agentPoolProfiles[index]?.nodeImageVersion;
    });
    return { offers: upgrades?.length ?? 0, images: behind.length };
  }),
);
const images = counts.reduce((sum, one) => sum + one.images, 0);
process.stdout.write(`clusters=${clusters.length} images=${images}\n`);
