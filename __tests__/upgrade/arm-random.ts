/** Bodies of clusters and pools as ARM could write them: known fields, fields that nobody knows, and read-only ones. */

type Json = Record<string, unknown>;

/** mulberry32: the same numbers for the same seed, everywhere. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export class Dice {
  readonly #next: () => number;

  constructor(seed: number) {
    this.#next = seeded(seed);
  }

  below(limit: number): number {
    return Math.floor(this.#next() * limit);
  }

  chance(share: number): boolean {
    return this.#next() < share;
  }

  pick<Value>(values: readonly Value[]): Value {
    const value = values[this.below(values.length)];
    if (value === undefined && values.length === 0) throw new Error('nothing to pick from');
    return value as Value;
  }
}

/** Values that a preview or a later version could put anywhere. */
function anything(dice: Dice, depth: number): unknown {
  const leaves = ['text', '', 'Ünïcode \u{1f6a2}', 'constructor', 0, -1, 0.98765, 1e15, true, false, null];
  if (depth === 0 || dice.chance(0.5)) return dice.pick(leaves);
  const size = dice.below(4);
  if (dice.chance(0.4)) return Array.from({ length: size }, () => anything(dice, depth - 1));
  return unknownFields(dice, depth - 1);
}

const futureNames = [
  'futureField',
  'upgradeStrategy',
  'maxBlockedNodes',
  'minSurge',
  'x-y',
  'toString',
  '0',
  'Ω',
];

function unknownFields(dice: Dice, depth: number): Json {
  const names = futureNames.filter(() => dice.chance(0.25));
  const entries = names.map((name): [string, unknown] => [name, anything(dice, depth)]);
  // As a parser of JSON makes it: a field of its own, not the prototype.
  if (dice.chance(0.05))
    return JSON.parse(`{"__proto__":{"a":1},"next":${JSON.stringify(Object.fromEntries(entries))}}`);
  return Object.fromEntries(entries);
}

/** Each field is there by chance. */
function some(dice: Dice, fields: Json, share = 0.6): Json {
  return Object.fromEntries(Object.entries(fields).filter(() => dice.chance(share)));
}

function poolFields(dice: Dice, orchestratorVersion: string | undefined): Json {
  return {
    ...unknownFields(dice, 2),
    provisioningState: 'Succeeded',
    powerState: { code: 'Running', ...unknownFields(dice, 0) },
    ...(orchestratorVersion === undefined ? {} : { orchestratorVersion }),
    currentOrchestratorVersion: '1.35.4',
    ...some(dice, {
      eTag: `etag-${dice.below(1000)}`,
      nodeImageVersion: 'AKSUbuntu-2404gen2containerd-202610.05.0',
      status: { provisioningError: { code: 'Old', message: 'trouble' } },
      localDNSProfile: { mode: 'Required', state: 'Enabled', ...unknownFields(dice, 1) },
      upgradeSettings: some(dice, {
        maxSurge: '10%',
        maxUnavailable: '0',
        drainTimeoutInMinutes: 30,
        nodeSoakDurationInMinutes: 0,
        undrainableNodeBehavior: 'Schedule',
        ...unknownFields(dice, 1),
      }),
      count: dice.below(100),
      type: 'VirtualMachineScaleSets',
      mode: 'User',
      osSKU: 'Ubuntu',
      scaleSetPriority: 'Regular',
      spotMaxPrice: -1,
      creationData: null,
      nodeLabels: { team: 'blue', id: 'kept', status: 'kept', eTag: 'kept' },
      nodeTaints: ['key=value:NoSchedule'],
      kubeletConfig: { cpuManagerPolicy: 'static', ...unknownFields(dice, 1) },
      linuxOSConfig: { sysctls: { vmMaxMapCount: 262_144 }, swapFileSizeMB: 1500 },
      networkProfile: unknownFields(dice, 1),
      virtualMachineNodesStatus: [{ size: 'Standard_D4s_v5', count: 3 }],
    }),
  };
}

export function randomPool(dice: Dice): Json {
  return {
    id: '/subscriptions/s/resourcegroups/rg/providers/Microsoft.ContainerService/managedClusters/aks/agentPools/user',
    name: 'user',
    type: 'Microsoft.ContainerService/managedClusters/agentPools',
    ...some(
      dice,
      { systemData: { createdBy: 'somebody' }, eTag: 'outer', futureTopLevel: anything(dice, 2) },
      0.3,
    ),
    properties: poolFields(dice, dice.chance(0.8) ? dice.pick(['1.35', '1.35.4']) : undefined),
  };
}

export function randomCluster(dice: Dice): Json {
  const isEven = dice.chance(0.7);
  const pools = Array.from({ length: 1 + dice.below(4) }, (_, index) => ({
    name: `pool${index}`,
    ...poolFields(dice, isEven || dice.chance(0.5) ? '1.35' : undefined),
  }));
  return {
    id: '/subscriptions/s/resourcegroups/rg/providers/Microsoft.ContainerService/managedClusters/aks',
    name: 'aks',
    type: 'Microsoft.ContainerService/ManagedClusters',
    location: 'westeurope',
    tags: { id: 'kept', owner: 'blue', ...(dice.chance(0.3) ? { provisioningState: 'kept' } : {}) },
    sku: { name: 'Base', tier: 'Standard' },
    ...some(dice, {
      kind: 'Base',
      eTag: `etag-${dice.below(1000)}`,
      systemData: { createdBy: 'somebody' },
      extendedLocation: { name: 'edge', type: 'EdgeZone' },
      futureTopLevel: anything(dice, 2),
    }),
    identity: dice.pick([
      { type: 'SystemAssigned', principalId: 'p', tenantId: 't' },
      {
        type: 'UserAssigned',
        userAssignedIdentities: { '/subscriptions/s/id/one': { principalId: 'p', clientId: 'c' } },
        delegatedResources: { one: { resourceId: 'r', tenantId: 'kept' } },
      },
    ]),
    properties: clusterFields(dice, pools),
  };
}

function clusterFields(dice: Dice, agentPoolProfiles: readonly Json[]): Json {
  return {
    ...unknownFields(dice, 2),
    provisioningState: 'Succeeded',
    powerState: { code: 'Running' },
    kubernetesVersion: dice.pick(['1.35', '1.35.4']),
    currentKubernetesVersion: '1.35.4',
    agentPoolProfiles,
    ...some(dice, {
      status: { provisioningError: { code: 'Old' } },
      maxAgentPools: 100,
      fqdn: 'a.example',
      privateFQDN: 'b.example',
      azurePortalFQDN: 'c.example',
      resourceUID: 'uid',
      dnsPrefix: 'aks',
      servicePrincipalProfile: { clientId: dice.pick(['msi', '22222222-2222-4222-8222-222222222222']) },
      oidcIssuerProfile: { enabled: true, issuerURL: 'https://issuer.example/' },
      networkProfile: {
        ...unknownFields(dice, 1),
        networkPlugin: 'azure',
        loadBalancerProfile: {
          managedOutboundIPs: { count: 1 },
          effectiveOutboundIPs: [{ id: 'ip' }],
          ...unknownFields(dice, 1),
        },
        natGatewayProfile: { effectiveOutboundIPs: [{ id: 'ip' }], idleTimeoutInMinutes: 4 },
      },
      addonProfiles: {
        omsagent: { enabled: true, config: { identity: 'kept' }, identity: { clientId: 'c' } },
        azurepolicy: { enabled: false, config: null },
      },
      ingressProfile: {
        webAppRouting: { enabled: true, identity: { clientId: 'c' } },
        ...unknownFields(dice, 1),
      },
      podIdentityProfile: {
        userAssignedIdentities: [
          {
            name: 'n',
            namespace: 's',
            identity: { clientId: 'kept' },
            provisioningState: 'Assigned',
            provisioningInfo: {},
          },
        ],
      },
      privateLinkResources: [{ id: 'kept', groupId: 'management', privateLinkServiceID: 'x' }],
      identityProfile: { kubeletidentity: { resourceId: 'r', clientId: 'kept', objectId: 'kept' } },
      linuxProfile: { adminUsername: 'azureuser', ssh: { publicKeys: [{ keyData: 'ssh-rsa AAAA' }] } },
      windowsProfile: { adminUsername: 'azureuser', enableCSIProxy: true },
      upgradeSettings: { overrideSettings: { forceUpgrade: false, until: '2026-01-01T00:00:00Z' } },
      autoUpgradeProfile: { upgradeChannel: 'none', nodeOSUpgradeChannel: 'None' },
      securityProfile: unknownFields(dice, 2),
      storageProfile: { diskCSIDriver: { enabled: true, version: 'v1' } },
    }),
  };
}
