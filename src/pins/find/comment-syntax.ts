/** How the kinds of files that pin versions write comments and quotes. */

export interface CommentSyntax {
  /** `#`: in YAML, in a shell and such it begins a comment only after a blank. */
  readonly hash?: 'anywhere' | 'after-blank';
  /** Two slashes, and blocks as in C. */
  readonly slash?: true;
  /** `<!-- … -->` */
  readonly angle?: true;
  /** What may stand round a value. */
  readonly quotes: string;
  /** A version without quotes is a number there when it has one dot: `1.30` is 1.3. */
  readonly hasNumbers: boolean;
  /** Text for people, which shows marks as examples. */
  readonly isProse?: true;
}

const syntaxes: readonly (readonly [RegExp, CommentSyntax])[] = [
  [/\.ya?ml$/, { hash: 'after-blank', quotes: `"'`, hasNumbers: true }],
  [/\.(?:tf|tfvars|tofu|hcl)$/, { hash: 'anywhere', slash: true, quotes: '"', hasNumbers: true }],
  [/\.(?:bicep|bicepparam)$/, { slash: true, quotes: `'`, hasNumbers: true }],
  [/\.(?:json|jsonc|json5)$/, { slash: true, quotes: `"'`, hasNumbers: true }],
  [/\.(?:xml|props|targets|csproj)$/, { angle: true, quotes: `"'`, hasNumbers: false }],
  [/\.(?:md|markdown|html?)$/, { angle: true, quotes: '"', hasNumbers: false, isProse: true }],
  [/\.(?:py|toml|rb)$/, { hash: 'anywhere', quotes: `"'`, hasNumbers: true }],
  [/\.(?:[cm]?[jt]s|go|cs|fsx?|java|kts?|groovy)$/, { slash: true, quotes: `"'\``, hasNumbers: true }],
  [
    /\.(?:sh|bash|ps1|psm1|psd1|env|properties|conf|cfg|ini)$|(?:^|\/)(?:dockerfile|makefile|justfile)$/,
    { hash: 'after-blank', quotes: `"'`, hasNumbers: false },
  ],
];

/** Every sign that some kind of file has: a file of another kind is read because somebody named it. */
const any: CommentSyntax = {
  hash: 'after-blank',
  slash: true,
  angle: true,
  quotes: `"'`,
  hasNumbers: true,
};

export function tellSigns({ hash, slash, angle }: CommentSyntax): string {
  const signs = [
    ...(hash === undefined ? [] : [hash === 'anywhere' ? '`#`' : '`#` behind a blank']),
    ...(slash ? ['`//`'] : []),
    ...(angle ? ['`<!--`'] : []),
  ];
  return `comments begin with ${signs.join(' or ')}`;
}

export function commentSyntaxOf(path: string): CommentSyntax {
  const name = path.toLowerCase();
  return syntaxes.find(([names]) => names.test(name))?.[1] ?? any;
}
