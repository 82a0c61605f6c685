import type { AzureCloud, SignIn } from '../inputs/inputs.ts';

/** Where a cloud signs in and answers, without trailing slashes. */
export interface CloudEndpoints {
  readonly authorityHost: string;
  /** An authority of one's own: Microsoft's public directory of authorities must not be asked about it. */
  readonly isCustomAuthority: boolean;
  readonly resourceManager: string;
  /** The SDK's own default is the public cloud's, whatever endpoint it is given. */
  readonly scope: string;
  /** Audience of the workload identity federation. */
  readonly audience: string;
}

const clouds: Readonly<Record<AzureCloud, { authority: string; resourceManager: string; audience: string }>> =
  {
    AzureCloud: {
      authority: 'https://login.microsoftonline.com',
      resourceManager: 'https://management.azure.com',
      audience: 'api://AzureADTokenExchange',
    },
    AzureUSGovernment: {
      authority: 'https://login.microsoftonline.us',
      resourceManager: 'https://management.usgovcloudapi.net',
      audience: 'api://AzureADTokenExchangeUSGov',
    },
    AzureChinaCloud: {
      // The SDK sends there in any case, also when told the older login.chinacloudapi.cn.
      authority: 'https://login.partner.microsoftonline.cn',
      resourceManager: 'https://management.chinacloudapi.cn',
      audience: 'api://AzureADTokenExchangeChina',
    },
  };

export function cloudEndpoints(signIn: SignIn): CloudEndpoints {
  const cloud = clouds[signIn.cloud];
  const resourceManager = signIn.resourceManagerEndpoint ?? cloud.resourceManager;
  return {
    authorityHost: signIn.authorityHost ?? cloud.authority,
    isCustomAuthority: signIn.authorityHost !== undefined && signIn.authorityHost !== cloud.authority,
    resourceManager,
    scope: `${resourceManager}/.default`,
    audience: signIn.audience ?? cloud.audience,
  };
}
