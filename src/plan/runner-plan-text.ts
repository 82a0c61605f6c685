import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { Failure } from '../failure.ts';
import { shorten } from '../inputs/plain-line.ts';
import { sha256 } from '../inputs/runner-sha256.ts';
import { type PlanEnvelope, parsePlanEnvelope, refuseEmptyPlan, refusePlan } from './plan-envelope.ts';

const prefix = 'aksu1.';

/** Characters, all of them ASCII: what the `plan` output may hold (contract: 96 KB). */
export const longestPlanText = 96 * 1024;

/** Bytes. */
const largestPlanFile = 32 * 1024 * 1024;

/** One line of `aksu1.` and base64url over raw deflate: no blank, no quote, nothing for a shell or the runner to read. */
export function packPlan(envelope: PlanEnvelope): string {
  return prefix + deflateRawSync(JSON.stringify(envelope), { level: 9 }).toString('base64url');
}

/**
 * What the input `plan` holds: the packed text, or the path of a `plan-file`, relative to where the step runs.
 *
 * @throws Failure `AKSU-PLAN-EMPTY`: there is none. `AKSU-PLAN-MALFORMED`: none that a check made, or no such file.
 */
export function openPlan(planInput: string): PlanEnvelope {
  const given = planInput.trim();
  if (given === '') {
    throw refuseEmptyPlan(
      'it is empty: the check found nothing to do, did not run, or the runner dropped its output because a masked value stands in it',
    );
  }
  return given.startsWith(prefix) ? unpackPlan(given) : parsePlanEnvelope(readPlanFile(given), sha256);
}

/** @throws Failure `AKSU-PLAN-MALFORMED`: not what `packPlan` made. */
export function unpackPlan(text: string): PlanEnvelope {
  const packed = text.trim();
  if (!packed.startsWith(prefix)) throw refusePlan(`it does not begin with \`${prefix}\``);
  const body = packed.slice(prefix.length);
  if (!/^[\w-]+$/.test(body)) throw refusePlan('it holds characters that no plan has');
  return parsePlanEnvelope(inflate(body), sha256);
}

function inflate(body: string): string {
  try {
    // 96 KB grow to some MB at most; more is a decompression bomb.
    const inflated = inflateRawSync(Buffer.from(body, 'base64url'), { maxOutputLength: largestPlanFile });
    return inflated.toString('utf8');
  } catch {
    throw refusePlan('it is cut off or damaged');
  }
}

function readPlanFile(path: string): string {
  const shown = `the file ${shorten(path, 200)}`;
  const file = openFile(path, shown);
  try {
    const stats = fstatSync(file);
    if (stats.isDirectory()) throw refuseFile(shown, 'is a directory');
    if (!stats.isFile()) throw refuseFile(shown, 'is no ordinary file');
    if (stats.size > largestPlanFile) throw refuseFile(shown, 'is larger than 32 MB');
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file));
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw refuseFile(shown, error instanceof TypeError ? 'is no text' : 'could not be read');
  } finally {
    closeSync(file);
  }
}

/** Without waiting: a pipe that nobody writes to would hold the run for ever. */
function openFile(path: string, shown: string): number {
  try {
    return openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    throw refuseFile(shown, isMissing(error) ? 'does not exist' : 'could not be opened');
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

function refuseFile(shown: string, why: string): Failure {
  return new Failure(
    'AKSU-PLAN-MALFORMED',
    `plan: ${shown} ${why}. It was taken for a path because it does not begin with \`${prefix}\`.`,
    {
      next:
        'Pass the `plan` output of the check job on as it is, or download its `plan-file` in this job and give the path. ' +
        'Re-run all jobs.',
    },
  );
}
