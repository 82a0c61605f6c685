import { generate } from 'selfsigned';

export interface Certificates {
  /** PEM of the authority, for `NODE_EXTRA_CA_CERTS`. */
  readonly authority: string;
  readonly key: string;
  readonly cert: string;
}

interface Pair {
  readonly private: string;
  readonly cert: string;
}

const elliptic = { keyType: 'ec', algorithm: 'sha256' } as const;
const dayMs = 86_400_000;
let authority: Promise<Pair> | undefined;
const leaves = new Map<string, Promise<Pair>>();

/** A certificate for these hosts, signed by this process's own authority. Made once for the same hosts. */
export async function certificatesFor(hosts: readonly string[]): Promise<Certificates> {
  authority ??= createAuthority();
  const signer = await authority;
  const names = hosts.toSorted().join(' ');
  const leaf = leaves.get(names) ?? createLeaf(hosts, signer);
  leaves.set(names, leaf);
  const { cert, private: key } = await leaf;
  return { authority: signer.cert, key, cert };
}

function createAuthority(): Promise<Pair> {
  return generate([{ name: 'commonName', value: 'aks-upgrade simulator' }], {
    ...elliptic,
    ...validity(),
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
}

function createLeaf(hosts: readonly string[], signer: Pair): Promise<Pair> {
  return generate([{ name: 'commonName', value: 'simulated services' }], {
    ...elliptic,
    ...validity(),
    ca: { key: signer.private, cert: signer.cert },
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, keyEncipherment: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      { name: 'subjectAltName', altNames: hosts.map((value) => ({ type: 2 as const, value })) },
    ],
  });
}

/** A day on either side: the worlds of tests have clocks of their own, the machine's is the one TLS asks. */
function validity(): { notBeforeDate: Date; notAfterDate: Date } {
  return { notBeforeDate: new Date(Date.now() - dayMs), notAfterDate: new Date(Date.now() + dayMs) };
}
