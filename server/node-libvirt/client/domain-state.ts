import { virDomainStateNames } from "../protocol/enum-names.gen";

/** `VIR_DOMAIN_RUNNING` (1) → "running"; numbers of a newer libvirt → "state 9". */
export function domainStateName(state: number): string {
  const name = virDomainStateNames[state];
  return name ? name.slice("VIR_DOMAIN_".length).toLowerCase() : `state ${state}`;
}
