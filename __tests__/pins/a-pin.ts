/** Pins without a file: `a pin(value, 'aks', …)` is the control plane's of the cluster of that name. */
import type { Pin } from '../../src/pins/pin.ts';

let line = 0;

/** `rg/aks`, `aks`, `aks#system` for a pool's. A value whose place is given twice stands for both. */
export function aPin(value: string, of = 'aks', differs: Partial<Pin> = {}): Pin {
  line += 1;
  const [cluster = '', pool] = of.split('#');
  const [name = '', resourceGroup] = cluster.split('/').reverse();
  return {
    file: 'main.tf',
    line,
    start: line * 100,
    end: line * 100 + value.length,
    value,
    isBareNumber: false,
    field: 'kubernetes-version',
    cluster: resourceGroup === undefined ? { name } : { resourceGroup, name },
    ...(pool === undefined ? {} : { pool }),
    ...differs,
  };
}

export function anImagePin(value: string, of = 'aks#system', differs: Partial<Pin> = {}): Pin {
  return aPin(value, of, { field: 'node-image', ...differs });
}
