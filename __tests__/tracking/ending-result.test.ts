/** The `result` of an upgrade that came to no outcome. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Failure, type FailureCode } from '../../src/failure.ts';
import type { Log } from '../../src/inputs/log.ts';
import { tellResult } from '../../src/tracking/ending/runner-ending.ts';

const say = () => undefined;
const log: Log = { info: say, debug: say, notice: say, warning: say, error: say, mask: say };
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ending-'));
  writeFileSync(join(folder, 'outputs'), '');
  vi.stubEnv('GITHUB_OUTPUT', join(folder, 'outputs'));
});

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

function resultAfter(error: unknown): string | undefined {
  tellResult(error, log);
  const written = readFileSync(join(folder, 'outputs'), 'utf8');
  return /^result<<(\S+)\r?\n(.*)\r?\n\1/m.exec(written)?.[2];
}

test.each<FailureCode>(['AKSU-SCOPE', 'AKSU-PLAN-CHANGED', 'AKSU-GATE-APPROVAL', 'AKSU-EVENT', 'AKSU-INPUT'])(
  '%s is a refusal: nothing was sent',
  (code) => {
    expect(resultAfter(new Failure(code, 'x'))).toBe('refused');
  },
);

test.each([
  ['a sign-in that failed', new Failure('AKSU-SIGN-IN', 'x')],
  ['what nobody expected', new Error('AKSU-SCOPE')],
])('%s is a failure', (_what, error) => {
  expect(resultAfter(error)).toBe('failed');
});
