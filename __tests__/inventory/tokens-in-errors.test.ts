/** What Azure says is told in public: no part of a token may be in it. */
import { describe, expect, test } from 'vitest';
import { describeProblem, plainSentence } from '../../src/inventory/arm-errors.ts';
import { explainSignIn } from '../../src/inventory/sign-in-errors.ts';

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const token = [
  part({ typ: 'JWT', alg: 'RS256', kid: 'k'.repeat(40) }),
  part({ aud: 'a'.repeat(300), sub: 's' }),
  'c2ln'.repeat(80),
].join('.');

const pieces = Array.from({ length: token.length - 20 }, (_, at) => token.slice(at, at + 20));

test.each([
  ['alone', token, '…'],
  ['in a sentence', `Refused ${token}, sorry.`, 'Refused …, sorry.'],
  ['in quotes', `{"t":"${token}"}`, '{"t":"…"}'],
  ['as a header', `Authorization: Bearer ${token}`, 'Authorization: Bearer …'],
  ['without its signature', `got ${token.slice(0, 200)}`, 'got …'],
  ['twice', `${token} ${token}`, '… …'],
  ['cut at the end of a long text', `${'x '.repeat(140)}${token}`, `${'x '.repeat(140)}…`],
  ['of another kind', 'bearer 0123456789abcdef.~+/-_==', 'bearer …'],
])('a token %s', (_, text, told) => {
  expect(plainSentence(text)).toBe(told);
});

test.each([
  'The Bearer token has expired.',
  'Use Bearer authentication.',
  'eyJ is how tokens begin.',
  'Version 1.35.4 of Microsoft.ContainerService/managedClusters is not there.',
])('%s stays as it is', (text) => {
  expect(plainSentence(text)).toBe(text);
});

describe('wherever the token stands in an answer', () => {
  test.each([
    { error: { code: 'X', message: `Refused ${token}` } },
    { error: { code: token, message: 'no' } },
    { code: 'X', subcode: token, message: `Bearer ${token}` },
    `<title>${token}</title>`,
    token,
  ])('%#', (body) => {
    for (const status of [400, 403, 404, 409, 500]) {
      const { reason } = describeProblem(status, body);
      expect(pieces.filter((piece) => reason.includes(piece))).toEqual([]);
    }
  });

  test('of Entra', () => {
    const { message, next } = explainSignIn(new Error(`AADSTS999999: What is ${token}? Trace ID: x`));
    expect(message).toBe('Azure sign-in failed: AADSTS999999: What is …?');
    expect(next).not.toContain('eyJ');
  });
});
