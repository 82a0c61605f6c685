import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv, type ValidateFunction } from 'ajv';
import type { SimRequest, SimResponse } from './exchange.ts';
import { basesOf } from './github-hosts.ts';

type Json = Readonly<Record<string, unknown>>;

export interface SliceReport {
  /** `false`: the description is not on this machine, nothing was checked. */
  readonly isChecking: boolean;
  readonly exchanges: number;
  readonly violations: readonly string[];
  /** Status codes that the description does not list for that operation, though GitHub sends them. */
  readonly unlisted: readonly string[];
}

export interface SliceCheck {
  check(request: SimRequest, response: SimResponse): void;
  readonly report: () => SliceReport;
}

const slicePath = fileURLToPath(new URL('../../shared/contracts/github-rest-slice.json', import.meta.url));

/** Refusals that any GitHub route can give. */
const anyRoute = new Set([301, 400, 401, 403, 404, 408, 410, 422, 429, 500, 502, 503, 504]);

function asObject(value: unknown): Json {
  return typeof value === 'object' && value !== null ? (value as Json) : {};
}

/** OpenAPI 3.0 to JSON Schema: `nullable` becomes a type, GitHub's own keys go. */
function toJsonSchema(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(toJsonSchema);
  if (typeof node !== 'object' || node === null) return node;
  const { nullable, ...rest } = node as Json;
  const kept = Object.entries(rest).filter(
    ([key]) => !key.startsWith('x-') && key !== 'example' && key !== 'format',
  );
  const schema = Object.fromEntries(kept.map(([key, value]) => [key, toJsonSchema(value)]));
  if (nullable !== true) return schema;
  return { anyOf: [{ type: 'null' }, schema] };
}

interface Operation {
  readonly name: string;
  readonly queries: ReadonlyMap<string, ValidateFunction>;
  readonly body: ValidateFunction | undefined;
  readonly bodyNames: ReadonlySet<string> | undefined;
  readonly responses: ReadonlyMap<number, ValidateFunction | undefined>;
}

const cache = new Map<string, Slice | undefined>();

/** GitHub's description, compiled operation by operation when first used. */
class Slice {
  readonly #paths: readonly { readonly template: string; readonly pattern: RegExp; readonly methods: Json }[];
  readonly #components: Json;
  readonly #ajv = new Ajv({ strict: false, allErrors: true, coerceTypes: false });
  readonly #coercing = new Ajv({ strict: false, coerceTypes: true });
  readonly #operations = new Map<string, Operation>();
  readonly basicError: ValidateFunction;

  constructor(text: string) {
    const document = asObject(JSON.parse(text));
    this.#components = asObject(toJsonSchema(document['components']));
    for (const ajv of [this.#ajv, this.#coercing])
      ajv.addSchema({ $id: 'slice', components: this.#components });
    this.#paths = Object.entries(asObject(document['paths']))
      .map(([template, methods]) => ({
        template,
        // Paths and names of branches may hold slashes, encoded or not.
        pattern: new RegExp(
          `^${template.replaceAll(/\{(path|ref|branch)\}/g, '.+').replaceAll(/\{[^}]+\}/g, '[^/]+')}$`,
        ),
        methods: asObject(methods),
      }))
      .sort((left, right) => left.template.split('{').length - right.template.split('{').length);
    this.basicError = this.#ajv.compile({ $ref: 'slice#/components/schemas/basic-error' });
  }

  find(method: string, path: string): Operation | undefined {
    const named = path.replace(/^\/repositories\/\d+/, '/repos/by/id');
    const found = this.#paths.find(
      ({ pattern, methods }) => pattern.test(named) && method.toLowerCase() in methods,
    );
    if (!found) return undefined;
    const name = `${method} ${found.template}`;
    const known =
      this.#operations.get(name) ?? this.#compile(name, asObject(found.methods[method.toLowerCase()]));
    this.#operations.set(name, known);
    return known;
  }

  #resolve(node: unknown): Json {
    const object = asObject(node);
    const reference = object['$ref'];
    if (typeof reference !== 'string') return object;
    const steps = reference.split('/').slice(2);
    return asObject(steps.reduce<unknown>((at, step) => asObject(at)[step], this.#components));
  }

  #schema(node: unknown): object {
    return JSON.parse(
      JSON.stringify(toJsonSchema(node)).replaceAll('"#/components/', '"slice#/components/'),
    ) as object;
  }

  #content(node: unknown): unknown {
    return asObject(asObject(this.#resolve(node)['content'])['application/json'])['schema'];
  }

  #compile(name: string, operation: Json): Operation {
    const parameters = Array.isArray(operation['parameters']) ? operation['parameters'] : [];
    const queries = parameters.map((each) => this.#resolve(each)).filter((each) => each['in'] === 'query');
    const body = this.#content(operation['requestBody']);
    const responses = Object.entries(asObject(operation['responses'])).map(([status, answer]) => {
      const schema = this.#content(answer);
      const compiled = schema ? this.#ajv.compile(this.#schema(looseErrors(status, schema))) : undefined;
      return [Number(status), compiled] as const;
    });
    const properties = asObject(body)['properties'];
    return {
      name,
      queries: new Map(
        queries.map((each) => [
          String(each['name']),
          this.#coercing.compile(wrap(this.#schema(each['schema']))),
        ]),
      ),
      body: body ? this.#ajv.compile(this.#schema(body)) : undefined,
      bodyNames: properties ? new Set(Object.keys(asObject(properties))) : undefined,
      responses: new Map(responses),
    };
  }
}

/** Two kinds of error that every error fits: described as exactly one of both, which nothing could be. */
function looseErrors(status: string, schema: unknown): unknown {
  const { oneOf, ...rest } = asObject(schema);
  return Number(status) >= 400 && oneOf !== undefined ? { ...rest, anyOf: oneOf } : schema;
}

/** In an object, so that ajv may turn the text of a query into the number that is asked for. */
const wrap = (schema: object): object => ({ type: 'object', properties: { value: schema } });

function loadSlice(path: string): Slice | undefined {
  if (!cache.has(path)) cache.set(path, existsSync(path) ? new Slice(readFileSync(path, 'utf8')) : undefined);
  return cache.get(path);
}

const errorsOf = (validate: ValidateFunction): string =>
  (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`).join('; ');

/** Holds every exchange against GitHub's own description; off, and saying so, where that is not at hand. */
export function createSliceCheck(path = slicePath): SliceCheck {
  const slice = loadSlice(path);
  const violations: string[] = [];
  const unlisted: string[] = [];
  let exchanges = 0;
  return {
    report: () => ({ isChecking: slice !== undefined, exchanges, violations, unlisted }),
    check: (request, response) => {
      const bases = basesOf(request);
      if (!slice || !bases || bases.path === bases.graphqlPath) return;
      exchanges += 1;
      const operation = slice.find(request.method, bases.path);
      if (!operation) {
        violations.push(`${request.method} ${bases.path}: no such operation`);
        return;
      }
      const tell = (what: string): number => violations.push(`${operation.name}: ${what}`);
      checkRequest(operation, request, tell);
      checkResponse(slice, operation, response, tell, (what) => unlisted.push(`${operation.name}: ${what}`));
    },
  };
}

type Tell = (what: string) => void;

function checkRequest(operation: Operation, request: SimRequest, tell: Tell): void {
  for (const [name, value] of request.query) {
    const validate = operation.queries.get(name);
    if (!validate) tell(`unknown query ${name}`);
    else if (!validate({ value })) tell(`query ${name}=${value}: ${errorsOf(validate)}`);
  }
  if (request.body === '' || !operation.body) return;
  let body: unknown;
  try {
    body = JSON.parse(request.body);
  } catch {
    tell('body is not JSON');
    return;
  }
  if (!operation.body(body)) tell(`body: ${errorsOf(operation.body)}`);
  const unknown = Object.keys(asObject(body)).filter((name) => operation.bodyNames?.has(name) === false);
  if (unknown.length > 0) tell(`body has unknown ${unknown.join(', ')}`);
}

function checkResponse(
  slice: Slice,
  operation: Operation,
  response: SimResponse,
  tell: Tell,
  other: Tell,
): void {
  const { status, body } = response;
  if (typeof body === 'string' || body === undefined) return;
  if (operation.responses.has(status)) {
    const validate = operation.responses.get(status);
    if (validate && !validate(body)) tell(`answer ${status}: ${errorsOf(validate)}`);
    return;
  }
  if (anyRoute.has(status)) other(String(status));
  else tell(`answer ${status} is not described`);
  if (!slice.basicError(body)) tell(`answer ${status}: ${errorsOf(slice.basicError)}`);
}
