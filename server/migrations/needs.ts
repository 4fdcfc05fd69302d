import { onHost, onMachine } from "../rights/requirements";
import type { Requirement } from "../rights/schema";
import type { MigrationTarget } from "./schema";

/** Both sides: leaving here and being placed there. What libvirt calls unsafe is a right of its own. */
export function migrationNeeds({
  machine,
  destinationId,
  options,
}: MigrationTarget): Requirement[] {
  return [
    onMachine("machine.migrate", machine),
    onHost("host.place", destinationId),
    ...(options.acceptUnsafe ? [onMachine("machine.migrateUnsafe", machine)] : []),
  ];
}
