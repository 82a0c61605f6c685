/** A world of clusters as the simulated Azure holds it, and how to describe one. */
export { describeFleet, simSubscriptionId, simTenantId } from './fleet-defaults.ts';
export type * from './fleet-model.ts';
