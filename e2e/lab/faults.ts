import type { LabHost } from "./host";
import type { LabPlace } from "./names";
import type { LabState } from "./state";

export type Faults = Record<string, never>;
export function labFaults(
  _place: LabPlace,
  _state: () => LabState,
  _host: (name: string) => LabHost,
): Faults {
  return {};
}
