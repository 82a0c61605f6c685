/** What the release parts of a report may link to and are headed by, written down a second time. */

const places = [
  /^https:\/\/learn\.microsoft\.com\/[\w./#+-]*$/,
  /^https:\/\/kubernetes\.io\/[\w./#+-]*$/,
  /^https:\/\/aka\.ms\/[\w./#+-]*$/,
  /^https:\/\/nvd\.nist\.gov\/[\w./#+-]*$/,
  /^https:\/\/redirect\.github\.com\/[\w./#+-]*$/,
  // Files alone: they show no trace of who links to them.
  /^https:\/\/github\.com\/(?:Azure\/AgentBaker|MicrosoftDocs\/azure-aks-docs|kubernetes\/kubernetes)\/blob\/[\w./#+-]*$/,
];

export function isReleaseLink(url: string): boolean {
  return places.some((place) => place.test(url)) && !/\/\.{1,2}(?:[/#]|$)/.test(url);
}

export const releaseHeading =
  /^(?:Time left|Upgrade paths|What the new node images bring|On the way|From the AKS release notes)$/;
