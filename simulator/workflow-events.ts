/** What a workflow runs on, as it stands below `on:`. */
import { mapping, only, type Raw } from './workflow-fields.ts';

/** Absent: everything. */
export interface EventFilter {
  /** Branches pushed to, or those that pull requests would be merged to. */
  readonly branches?: readonly string[];
  readonly paths?: readonly string[];
  /** What befell the pull request. */
  readonly types?: readonly string[];
}

export interface DispatchInput {
  readonly type: 'string' | 'choice' | 'boolean' | 'number' | 'environment';
  readonly required: boolean;
  readonly default: string;
  readonly options: readonly string[];
}

export interface Events {
  readonly events: readonly string[];
  readonly filters: Readonly<Record<string, EventFilter>>;
  /** Of `workflow_dispatch`. */
  readonly dispatch: Readonly<Record<string, DispatchInput>>;
}

/** Filters that are played, by event. */
const known: Readonly<Record<string, readonly string[]>> = {
  push: ['branches', 'paths'],
  pull_request: ['branches', 'paths', 'types'],
  workflow_dispatch: ['inputs'],
};

export function readEvents(raw: unknown): Events {
  const on = typeof raw === 'string' ? { [raw]: null } : mapping(raw, 'on');
  const filters = Object.entries(on).map(([event, filter]) => [event, readFilter(event, filter)] as const);
  return {
    events: Object.keys(on),
    filters: Object.fromEntries(filters),
    dispatch: readDispatch(mapping(on['workflow_dispatch'] ?? {}, 'workflow_dispatch')),
  };
}

/** @throws for what nobody here plays: a filter that is overlooked would start too much. */
function readFilter(event: string, raw: unknown): EventFilter {
  // Its times are nobody's but GitHub's.
  if (event === 'schedule') return {};
  const filter = mapping(raw ?? {}, event);
  only(filter, event, known[event] ?? []);
  const lists = ['branches', 'paths', 'types'].flatMap((name) => {
    const values = filter[name];
    return values === undefined ? [] : [[name, [values].flat().map(String)] as const];
  });
  return Object.fromEntries(lists);
}

function readDispatch(raw: Raw): Events['dispatch'] {
  const inputs = Object.entries(mapping(raw['inputs'] ?? {}, 'inputs'));
  return Object.fromEntries(
    inputs.map(([name, value]) => {
      const input = mapping(value, name);
      only(input, name, ['description', 'type', 'required', 'default', 'options']);
      const options = (input['options'] ?? []) as readonly unknown[];
      return [
        name,
        {
          type: (input['type'] ?? 'string') as DispatchInput['type'],
          required: input['required'] === true,
          default: String(input['default'] ?? ''),
          options: options.map(String),
        },
      ];
    }),
  );
}
