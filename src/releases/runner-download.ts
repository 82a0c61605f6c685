/**
 * The one way to the sources of release data: named hosts, no redirects, bounded in time and size. What comes is a
 * text or a reason, never an exception.
 */

import type { IncomingMessage } from 'node:http';
import { get } from 'node:https';
import { pipeline, type Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { createGunzip } from 'node:zlib';
import {
  type Ask,
  apiHost,
  type Download,
  type Downloaded,
  describeTrouble,
  downloadLimit,
  isPassing,
  type NotDownloaded,
  refusalOf,
  sourceHosts,
  timedOut,
  tooLarge,
} from './download.ts';
import { ProxyRefusal, SourceAgent } from './runner-tunnel.ts';

export interface Downloads {
  readonly download: Download;
  /** Whatever is under way ends with a reason, and nothing is left that holds the process. */
  readonly close: () => void;
}

/** Given by tests alone. */
export interface DownloadOptions {
  readonly limit?: number;
  readonly hosts?: readonly string[];
}

/** Connections are kept for the next request to the same host until `close`. */
export function openDownloads({
  limit = downloadLimit,
  hosts = sourceHosts,
}: DownloadOptions = {}): Downloads {
  const agent = new SourceAgent();
  const closing = new AbortController();
  const download: Download = async (ask) => {
    const url = URL.canParse(ask.url) ? new URL(ask.url) : undefined;
    if (url === undefined || !isAllowed(url, hosts)) {
      return { ok: false, kind: 'refused', reason: 'not an address of the sources of release data' };
    }
    const late = new AbortController();
    // Holds the process for as long as somebody waits for the answer.
    const timer = setTimeout(() => late.abort(), limit);
    const abort = (): void => late.abort();
    closing.signal.addEventListener('abort', abort);
    if (closing.signal.aborted) abort();
    try {
      const first = await exchange(url, ask, agent, late.signal);
      const last = first.isPassing ? await askAgain(url, ask, agent, late.signal) : first;
      if (!late.signal.aborted || last.downloaded.ok) return last.downloaded;
      return closing.signal.aborted ? stopped : timedOut(limit);
    } finally {
      clearTimeout(timer);
      closing.signal.removeEventListener('abort', abort);
    }
  };
  const close = (): void => {
    closing.abort();
    agent.destroy();
  };
  return { download, close };
}

/** Milliseconds until a request that broke is sent again. */
const breath = 250;

const stopped: NotDownloaded = { ok: false, kind: 'connection', reason: 'no longer waited for' };

function isAllowed({ protocol, host, username, password }: URL, hosts: readonly string[]): boolean {
  return protocol === 'https:' && hosts.includes(host) && username === '' && password === '';
}

interface Exchanged {
  readonly downloaded: Downloaded;
  /** Asking once more may help. */
  readonly isPassing: boolean;
}

async function askAgain(...request: Parameters<typeof exchange>): Promise<Exchanged> {
  const [, , , signal] = request;
  await wait(breath, undefined, { signal }).catch(() => undefined);
  return await exchange(...request);
}

async function exchange(url: URL, ask: Ask, agent: SourceAgent, signal: AbortSignal): Promise<Exchanged> {
  try {
    const answer = await send(url, ask, agent, signal);
    const status = answer.statusCode ?? 0;
    const refusal = refusalOf({ status, headers: answer.headers }, url);
    if (refusal === undefined) return { downloaded: await readText(answer, ask.largest), isPassing: false };
    answer.destroy();
    return { downloaded: refusal, isPassing: isPassing(status) };
  } catch (error) {
    if (error instanceof ProxyRefusal) {
      const reason = `refused by the proxy (${error.status})`;
      return { downloaded: { ok: false, kind: 'connection', reason }, isPassing: false };
    }
    const { code } = error as { readonly code?: unknown };
    const hasBroken = code === 'ECONNRESET' || code === 'EPIPE';
    return { downloaded: describeTrouble(error), isPassing: hasBroken && !signal.aborted };
  }
}

function send(
  url: URL,
  { accept = '*/*', token }: Ask,
  agent: SourceAgent,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const headers = {
    accept,
    'accept-encoding': 'gzip',
    'user-agent': 'aks-upgrade',
    ...(token !== undefined && url.host === apiHost ? { authorization: `Bearer ${token}` } : {}),
  };
  return new Promise((resolve, reject) => {
    // Node keeps an abort to itself for as long as there is no connection.
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    // Stays: what breaks after the answer began is heard from the body, and must not end the process from here.
    get(url, { agent, signal, headers }, resolve).on('error', reject);
  });
}

async function readText(answer: IncomingMessage, largest: number): Promise<Downloaded> {
  const packing = answer.headers['content-encoding'] ?? 'identity';
  if (packing !== 'gzip' && packing !== 'identity') {
    answer.destroy();
    return { ok: false, kind: 'content', reason: 'packed in a way that was not asked for' };
  }
  const body: Readable = packing === 'gzip' ? pipeline(answer, createGunzip(), () => undefined) : answer;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    size += chunk.length;
    // Leaving the loop ends the stream, and the connection with it.
    if (size > largest) return tooLarge(largest);
    chunks.push(chunk);
  }
  try {
    return { ok: true, text: new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks)) };
  } catch {
    return { ok: false, kind: 'content', reason: 'not text in UTF-8' };
  }
}
