import { createHmac, randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';

export type Claims = Readonly<Record<string, unknown>>;

/**
 * Tokens in the form of a JWT, signed by one process for itself. The real ones carry RSA signatures that only their
 * issuers check; here a wrong signature, a changed claim or a token of another world is found out all the same.
 */
export interface TokenMint {
  mint(claims: Claims): string;
  /** `undefined`: not a token of this mint. Time is not looked at. */
  read(token: string): Claims | undefined;
}

export function createTokenMint(): TokenMint {
  const key = randomBytes(32);
  const header = encode({ typ: 'JWT', alg: 'HS256', kid: randomUUID() });
  const sign = (text: string): string => createHmac('sha256', key).update(text).digest('base64url');
  return {
    mint(claims) {
      const text = `${header}.${encode({ jti: randomUUID(), ...claims })}`;
      return `${text}.${sign(text)}`;
    },
    read(token) {
      const [head, body, signature] = token.split('.');
      if (head === undefined || body === undefined || signature === undefined) return undefined;
      const expected = Buffer.from(sign(`${head}.${body}`));
      const given = Buffer.from(signature);
      if (expected.length !== given.length || !timingSafeEqual(expected, given)) return undefined;
      return readClaims(token);
    },
  };
}

/** What a token says, without asking who signed it. */
export function readClaims(token: string): Claims | undefined {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
    return typeof parsed === 'object' && parsed !== null ? (parsed as Claims) : undefined;
  } catch {
    return undefined;
  }
}

export function textClaim(claims: Claims, name: string): string {
  const value = claims[name];
  return typeof value === 'string' ? value : '';
}

export function timeClaim(claims: Claims, name: string): number {
  const value = claims[name];
  return typeof value === 'number' ? value : 0;
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
