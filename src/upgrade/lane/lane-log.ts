/** What the log says of one cluster: in a group for each step, or with its name before each line where several go on. */

import type { Log } from '../../inputs/log.ts';
import type { NodePool } from '../../inventory/inventory.ts';
import type { ApprovedStep } from '../../plan/approved-plan.ts';
import type { UpgradePorts } from '../ports.ts';

/** Milliseconds: nobody should have to wonder for longer whether anything still happens. */
const longestSilence = 5 * 60_000;

export class LaneLog {
  readonly #ports: UpgradePorts;
  readonly #name: string;
  readonly #log: Log;
  /** Only one lane at a time can have groups. */
  readonly #isAlone: boolean;
  #lastAt: number;
  #isOpen = false;

  constructor(ports: UpgradePorts, name: string, isAlone: boolean) {
    this.#ports = ports;
    this.#name = name;
    this.#log = ports.log;
    this.#isAlone = isAlone;
    this.#lastAt = ports.clock.now().getTime();
  }

  info(text: string): void {
    this.#lastAt = this.#ports.clock.now().getTime();
    this.#log.info(`${this.#name}: ${text}`);
  }

  debug(text: string): void {
    this.#log.debug(`${this.#name}: ${text}`);
  }

  /** A line when nothing was said for five minutes, else for debugging alone. */
  still(text: string): void {
    if (this.#ports.clock.now().getTime() - this.#lastAt >= longestSilence) this.info(text);
    else this.debug(text);
  }

  /** A step begins: what follows, up to `close`, belongs to it. */
  open(title: string): void {
    if (this.#isOpen) return;
    if (!this.#isAlone || this.#log.group === undefined) this.info(title);
    else {
      this.#log.group(`${this.#name}: ${title}`);
      this.#isOpen = true;
    }
  }

  close(): void {
    if (this.#isOpen) this.#log.endGroup?.();
    this.#isOpen = false;
  }

  /** Words that are not ours may hold any name: nothing is said of them where names are kept back. */
  words(text: string): string {
    return this.#ports.redact || text === '' ? '' : ` ${text}`;
  }

  nameStep({ kind, from, to }: ApprovedStep, pool: NodePool | undefined): string {
    const what = {
      'control-plane': 'control plane',
      'pool-version': 'Kubernetes',
      'node-image': 'node image',
    };
    const where = pool === undefined ? '' : `pool ${this.#ports.nameOfPool(pool)}, `;
    return `${where}${what[kind]} ${from} → ${to}`;
  }
}

/** `2026-11-28 22:00 UTC`. */
export function tellMinute(at: Date): string {
  return `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/** `12 min`; below a minute in seconds. */
export function tellDuration(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min`;
}

/** `06:00 UTC`: the day is known to who reads the log of a run. */
export function tellTime(at: Date): string {
  return `${at.toISOString().slice(11, 16)} UTC`;
}
