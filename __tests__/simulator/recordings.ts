/** Recordings of real traffic beside this repository, when they are there: read in place, never copied. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';

const directory = new URL('../../../shared/recordings/', import.meta.url);

export const haveRecordings = existsSync(directory);

export interface RecordedExchange {
  readonly file: string;
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly sent: unknown;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

interface Entry {
  readonly request?: {
    readonly method: string;
    readonly path: string;
    readonly query?: Record<string, string>;
    readonly body?: unknown;
  };
  readonly response?: {
    readonly status: number;
    readonly headers?: Record<string, string>;
    readonly body: unknown;
  };
}

export function recordedFiles(): readonly string[] {
  return readdirSync(directory).filter((file) => file.endsWith('.json'));
}

export function recordedExchanges(file: string): readonly RecordedExchange[] {
  const { entries = [] } = JSON.parse(readFileSync(new URL(file, directory), 'utf8')) as {
    entries?: Entry[];
  };
  return entries.flatMap(({ request, response }) =>
    request === undefined || response === undefined
      ? []
      : [
          {
            file,
            method: request.method,
            path: request.path,
            query: request.query ?? {},
            sent: request.body,
            status: response.status,
            headers: response.headers ?? {},
            body: response.body,
          },
        ],
  );
}

/** The GETs of a file that asked for this path and were answered with this status. */
export function recordedGets(file: string, path: RegExp, status = 200): readonly RecordedExchange[] {
  return recordedExchanges(file).filter(
    (one) => one.method === 'GET' && path.test(one.path) && one.status === status,
  );
}
