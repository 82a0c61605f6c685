import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import type { SimResponse } from './exchange.ts';

/** Answers as the response has it, or breaks the connection as it says. */
export function send(
  outgoing: ServerResponse,
  response: SimResponse,
  rawSocket: () => Socket | undefined,
): void {
  if (response.broken === 'hang') return;
  if (response.broken === 'reset') {
    const socket = rawSocket();
    if (socket === undefined) outgoing.destroy();
    else socket.resetAndDestroy();
    return;
  }
  const { body, headers } = dress(response, outgoing.req);
  const bodiless = response.status === 204 || response.status === 304;
  outgoing.writeHead(response.status, { ...(bodiless ? {} : headers), ...response.headers });
  if (response.broken === 'drip') {
    drip(outgoing, body);
    return;
  }
  if (response.broken === 'truncate') {
    outgoing.write(body.subarray(0, Math.floor(body.length / 2)), () =>
      setImmediate(() => outgoing.destroy()),
    );
    return;
  }
  outgoing.end(bodiless || outgoing.req.method === 'HEAD' ? undefined : body);
}

function dress(
  response: SimResponse,
  { headers }: IncomingMessage,
): { readonly body: Buffer; readonly headers: OutgoingHttpHeaders } {
  const text = typeof response.body === 'string' || response.body === undefined;
  const plain = text ? ((response.body as string | undefined) ?? '') : JSON.stringify(response.body);
  const type = { 'content-type': text ? 'text/plain; charset=utf-8' : 'application/json; charset=utf-8' };
  const takesGzip = /\bgzip\b/.test(String(headers['accept-encoding'] ?? ''));
  if (response.compresses === true && takesGzip) {
    return {
      body: compress(plain),
      headers: { ...type, 'content-encoding': 'gzip', vary: 'Accept-Encoding' },
    };
  }
  const body = Buffer.from(plain);
  const length = response.chunked === true ? {} : { 'content-length': String(body.length) };
  return { body, headers: { ...type, ...length } };
}

const compressed = new Map<string, Buffer>();

/** The last ones are kept: compressing is slower than all else here, and real services do not do it every time. */
function compress(plain: string): Buffer {
  const known = compressed.get(plain) ?? gzipSync(plain);
  if (compressed.size > 40) compressed.clear();
  compressed.set(plain, known);
  return known;
}

/** Never silent for long, and never done soon. */
function drip(outgoing: ServerResponse, body: Buffer): void {
  const size = Math.max(1, Math.ceil(body.length / 200));
  let sent = 0;
  const drops = setInterval(() => {
    outgoing.write(body.subarray(sent, sent + size));
    sent += size;
    if (sent < body.length) return;
    clearInterval(drops);
    outgoing.end();
  }, 100);
  outgoing.on('close', () => clearInterval(drops));
}
