import { armError } from './azure-answers.ts';
import type { ArmRoute } from './azure-routes.ts';
import type { SimRequest, SimResponse } from './exchange.ts';

/** ARM's own reads take dates since 2014; those of AKS are taken since 2020-01-01, previews among them. */
export function refuseApiVersion(request: SimRequest, route: ArmRoute): SimResponse | undefined {
  const version = request.query.get('api-version') ?? '';
  if (version === '') {
    const message = 'The api-version query parameter (?api-version=) is required for all requests.';
    return armError(400, 'MissingApiVersionParameter', message);
  }
  const isOperation = route.question.kind === 'operation' || route.question.kind === 'operation-result';
  const oldest = route.action === undefined || isOperation ? '2014-04-01' : '2020-01-01';
  if (/^\d{4}-\d{2}-\d{2}(-preview)?$/.test(version) && version >= oldest && version < '2027')
    return undefined;
  if (route.action === undefined) {
    const message = `The api-version '${version}' is invalid. The supported versions are '2022-12-01,2020-01-01,2016-06-01'.`;
    return armError(400, 'InvalidApiVersionParameter', message);
  }
  return armError(
    400,
    'InvalidResourceType',
    "The resource type could not be found in the namespace 'Microsoft.ContainerService' for api version " +
      `'${version}'. The supported api-versions are '2025-10-01,2026-01-01,2026-04-01,2026-06-01'.`,
  );
}
