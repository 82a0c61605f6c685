/** The repository of the demonstration: versions of the small fleet, written down in four languages. */

import { sidecarPath } from '../src/pins/pin-files.ts';

export const ourBranch = 'aks-upgrade/';

const main = `variable "kubernetes_version" {
  type = string
}

resource "azurerm_kubernetes_cluster" "this" {
  name                = var.cluster_name
  resource_group_name = var.resource_group_name
  kubernetes_version  = var.kubernetes_version
}

resource "azurerm_kubernetes_cluster_node_pool" "batch" {
  name                  = "batch"
  kubernetes_cluster_id = azurerm_kubernetes_cluster.this.id
  orchestrator_version  = "1.32.10" # aks-upgrade: rg-dev/aks-dev-weu pool=batch
}
`;

const development = `cluster_name       = "aks-dev-weu"
kubernetes_version = "1.33" # aks-upgrade: rg-dev/aks-dev-weu
`;

const staging = `cluster_name = "aks-staging-weu"
# aks-upgrade: rg-staging/aks-staging-weu
kubernetes_version = "1.34.7"
`;

const shop = `resource shop 'Microsoft.ContainerService/managedClusters@2026-04-01' = {
  name: 'aks-shop-neu'
  location: 'northeurope'
  properties: {
    kubernetesVersion: '1.36.1' // aks-upgrade: rg-shop/aks-shop-neu
    agentPoolProfiles: [
      {
        name: 'web'
        orchestratorVersion: '1.35.5' // aks-upgrade: rg-shop/aks-shop-neu pool=web
      }
    ]
  }
}
`;

const payments = `{
  "contentVersion": "1.0.0.0",
  "parameters": {
    "clusterName": { "value": "aks-payments-weu" },
    "kubernetesVersion": { "value": "1.36.1" }
  }
}
`;

/** JSON has no comments: its pins stand in the mapping file. */
const mapping = `{
  "pins": [
    {
      "file": "infra/payments.parameters.json",
      "pointer": "/parameters/kubernetesVersion/value",
      "cluster": "rg-payments/aks-payments-weu"
    }
  ]
}
`;

const events = `config:
  events:clusterName: aks-events-neu
  events:kubernetesVersion: "1.36.1" # aks-upgrade: rg-staging-events/aks-events-neu
`;

export const pinnedFiles: Readonly<Record<string, string>> = {
  'infra/main.tf': main,
  'infra/dev.tfvars': development,
  'infra/staging.tfvars': staging,
  'infra/shop.bicep': shop,
  'infra/payments.parameters.json': payments,
  'infra/Pulumi.events.yaml': events,
  [sidecarPath]: mapping,
};

export const personsPull = {
  head: 'newest-kubernetes',
  title: 'Kubernetes 1.36 for development',
  author: 'platform-engineer',
  body: 'Development straight to 1.36, and staging one minor up.',
};

export const personsChange: Readonly<Record<string, string>> = {
  'infra/dev.tfvars': development.replace('1.33', '1.36'),
  'infra/staging.tfvars': staging.replace('1.34.7', '1.35.5'),
};
