/** The hosts of one Azure cloud, and the names that its tokens go by. */
export interface SimCloud {
  readonly authority: string;
  /** A second name of the authority: MSAL sends sign-ins of 21Vianet there, whichever of the two it was given. */
  readonly preferredAuthority?: string;
  readonly arm: string;
  /** Resource names that ARM takes as audience besides its own address. */
  readonly audiences: readonly string[];
  /** What a federated credential is made for in this cloud. */
  readonly federationAudience: string;
}

export const clouds = {
  AzureCloud: {
    authority: 'login.microsoftonline.com',
    arm: 'management.azure.com',
    audiences: ['https://management.core.windows.net'],
    federationAudience: 'api://AzureADTokenExchange',
  },
  AzureUSGovernment: {
    authority: 'login.microsoftonline.us',
    arm: 'management.usgovcloudapi.net',
    audiences: ['https://management.core.usgovcloudapi.net'],
    federationAudience: 'api://AzureADTokenExchangeUSGov',
  },
  AzureChinaCloud: {
    authority: 'login.chinacloudapi.cn',
    preferredAuthority: 'login.partner.microsoftonline.cn',
    arm: 'management.chinacloudapi.cn',
    audiences: ['https://management.core.chinacloudapi.cn'],
    federationAudience: 'api://AzureADTokenExchangeChina',
  },
} as const satisfies Record<string, SimCloud>;
