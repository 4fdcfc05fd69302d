import {
  LibvirtError,
  VIR_ERR_AUTH_FAILED,
  VIR_ERR_INTERNAL_ERROR,
  VIR_ERR_OPERATION_FAILED,
  VIR_ERR_SYSTEM_ERROR,
} from "node-libvirt";
import { problemOfHostError } from "../hosts/problem-of";
import type { Problem, ProblemCode } from "../problem";
import type { MigrationParams } from "./migration-params";

/**
 * Why a migration failed, from the words of the source's daemon. It speaks of three others in one
 * voice (its own QEMU, the other daemon, the other QEMU), so the code alone does not tell who refused.
 */
const byWords: readonly (readonly [RegExp, ProblemCode])[] = [
  [
    /Unable to resolve address|Name or service not known|Temporary failure in name resolution/i,
    "migrationUnresolvable",
  ],
  [
    /Host key verification failed|Permission denied \(|Cannot recv data|Failed to connect to remote libvirt URI|unable to connect to libvirtd at/i,
    "migrationPeerRefused",
  ],
  [
    /unable to connect to (server|destination|migration)|Connection refused|No route to host|Connection timed out|unable to connect/i,
    "migrationDataRefused",
  ],
  [/No space left on device/, "noSpace"],
  [
    /Cannot access storage file|Failed to open file .*No such file|No such file or directory/,
    "migrationNotShared",
  ],
  [/already (exists|defined|active)/, "migrationNameTaken"],
];

const wordsDecideIn = new Set<number>([
  VIR_ERR_INTERNAL_ERROR,
  VIR_ERR_OPERATION_FAILED,
  VIR_ERR_SYSTEM_ERROR,
  VIR_ERR_AUTH_FAILED,
]);

export function migrationProblem(
  error: unknown,
  { name, fromName, toName }: MigrationParams,
): Problem {
  const plain = problemOfHostError(error);
  const params = { machine: name, host: fromName, from: fromName, to: toName, ...plain.params };
  if (!(error instanceof LibvirtError) || !wordsDecideIn.has(error.libvirtCode))
    return { ...plain, params };
  const found = byWords.find(([words]) => words.test(error.message));
  return { ...plain, ...(found ? { code: found[1] } : {}), params };
}
