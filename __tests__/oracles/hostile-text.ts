/** Text that somebody writes into a tag, or a gateway into an error, to be taken for a command. */
import fc from 'fast-check';

const pieces = [
  '::error::',
  '::add-mask::',
  '::set-output name=plan::',
  '::stop-commands::x',
  '::Warning title=t::',
  '::debug::',
  '##[error]',
  '##[add-mask]',
  '##[group]',
  '##[set-env name=PATH]',
  '####[debug]',
  '##',
  '[warning]',
  '::',
  ':',
  '\n',
  '\r',
  '\r\n',
  '\t',
  ' ',
  '\v',
  '\f',
  '\0',
  '\u001b[31m',
  '\u0085',
  '\u00a0',
  '\u00ad',
  '\u034f',
  '\u180e',
  '\u200b',
  '\u2028',
  '\u2029',
  '\u202e',
  '\u3000',
  '\ufeff',
  '\ufe0f',
  '%0A::error::',
  '%0D',
  '%25',
  'plan=1',
  'plan<<EOF',
  'EOF',
  'ghadelimiter_',
  '\ud800',
  '\udc00',
  'prod',
  '"',
  '`',
  ',',
  '=',
];

const mixed = fc
  .array(
    fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom(...pieces) },
      fc.string({ unit: 'binary', maxLength: 6 }),
    ),
    {
      maxLength: 12,
    },
  )
  .map((parts) => parts.join(''));

export const hostileText = fc.oneof(
  mixed,
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom(...pieces),
);
