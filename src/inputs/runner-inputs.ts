import { declaredInputs } from './declared.ts';
import type { RawInputs } from './input-reader.ts';

/** The runner passes `report-to` on as `INPUT_REPORT-TO`: upper case, blanks to `_`, dashes as they are. */
export function readRawInputs(): RawInputs {
  return Object.fromEntries(
    declaredInputs.map(({ name }) => [name, process.env[`INPUT_${name.toUpperCase()}`] ?? '']),
  );
}
