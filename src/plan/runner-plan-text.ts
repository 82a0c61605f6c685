import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { sha256 } from '../inputs/runner-sha256.ts';
import { type PlanEnvelope, parsePlanEnvelope, refusePlan } from './plan-envelope.ts';

const prefix = 'aksu1.';

/** Characters, all of them ASCII: what the `plan` output may hold (contract: 96 KB). */
export const longestPlanText = 96 * 1024;

/** One line of `aksu1.` and base64url over raw deflate: no blank, no quote, nothing for a shell or the runner to read. */
export function packPlan(envelope: PlanEnvelope): string {
  return prefix + deflateRawSync(JSON.stringify(envelope), { level: 9 }).toString('base64url');
}

/** @throws Failure `AKSU-INPUT`: not what `packPlan` made. */
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
    return inflateRawSync(Buffer.from(body, 'base64url'), { maxOutputLength: 32 * 1024 * 1024 }).toString(
      'utf8',
    );
  } catch {
    throw refusePlan('it is cut off or damaged');
  }
}
