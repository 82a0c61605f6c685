import type { ReleaseAsk } from '../inputs/inputs.ts';
import type { Log } from '../inputs/log.ts';
import { type Download, type Downloaded, describeTrouble, type NotDownloaded } from './download.ts';
import type { SourceAsk } from './source-asks.ts';

export interface AskingPorts {
  readonly download: Download;
  readonly log: Pick<Log, 'debug'>;
  readonly token?: ReleaseAsk['token'];
}

const mostInFlight = 16;

/** In a row: a host that is down, or out of reach, is not asked for everything that it has. */
const mostFailures = 3;

/** Asks many things side by side, a few at a time, and nobody who does not answer. Never fails. */
export class Asking {
  readonly #ports: AskingPorts;
  #token: string | undefined;
  readonly #failures = new Map<string, number>();
  /** Hosts that are no longer asked, and why. */
  readonly #givenUp = new Map<string, NotDownloaded>();
  #inFlight = 0;
  readonly #waiting: (() => void)[] = [];
  readonly #closing = Promise.withResolvers<NotDownloaded>();
  #closed: NotDownloaded | undefined;
  /** Requests that were sent. */
  sent = 0;

  constructor(ports: AskingPorts) {
    this.#ports = ports;
    this.#token = ports.token;
  }

  /** Whatever is asked, now or later, ends with this. */
  close(reason: NotDownloaded): void {
    this.#closed ??= reason;
    this.#closing.resolve(this.#closed);
  }

  async ask({ what, url, fallback, accept, largest }: SourceAsk): Promise<Downloaded> {
    const token = this.#token;
    const common = { largest, ...(accept === undefined ? {} : { accept }) };
    const first = await this.#inTurn({ ...common, url, ...(token === undefined ? {} : { token }) }, what);
    if (first.ok || !isRefusal(first)) return first;
    const isOfToken = token !== undefined && first.isRateLimit !== true;
    // Some organizations refuse tokens that are good elsewhere, and show everybody what is public.
    if (isOfToken) this.#token = undefined;
    if (fallback !== undefined) return await this.#inTurn({ largest, url: fallback }, what);
    return isOfToken ? await this.#inTurn({ ...common, url }, what) : first;
  }

  async #inTurn(ask: Parameters<Download>[0], what: string): Promise<Downloaded> {
    if (this.#inFlight >= mostInFlight) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    else this.#inFlight += 1;
    try {
      return await this.#send(ask, what);
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#inFlight -= 1;
      else next();
    }
  }

  async #send(ask: Parameters<Download>[0], what: string): Promise<Downloaded> {
    const { host } = new URL(ask.url);
    const known = this.#closed ?? this.#givenUp.get(host);
    if (known !== undefined) return known;
    this.sent += 1;
    const downloaded = await Promise.race([this.#download(ask), this.#closing.promise]);
    if (this.#closed === undefined) this.#learn(host, downloaded);
    const how = downloaded.ok
      ? `${downloaded.text.length} characters`
      : [downloaded.reason, downloaded.detail].filter((part) => part !== undefined).join(', ');
    this.#ports.log.debug(`Release data, ${what} from ${host}: ${how}.`);
    return downloaded;
  }

  async #download(ask: Parameters<Download>[0]): Promise<Downloaded> {
    try {
      return await this.#ports.download(ask);
    } catch (error) {
      return describeTrouble(error);
    }
  }

  #learn(host: string, downloaded: Downloaded): void {
    const hasFailed = !downloaded.ok && downloaded.kind === 'connection';
    const failures = hasFailed ? (this.#failures.get(host) ?? 0) + 1 : 0;
    this.#failures.set(host, failures);
    if (downloaded.ok) return;
    if (failures >= mostFailures || downloaded.isRateLimit === true) this.#givenUp.set(host, downloaded);
  }
}

function isRefusal({ status }: NotDownloaded): boolean {
  return status === 401 || status === 403 || status === 429;
}
