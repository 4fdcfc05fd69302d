import {
  type LibvirtError,
  VIR_ERR_ACCESS_DENIED,
  VIR_ERR_AGENT_UNRESPONSIVE,
  VIR_ERR_AGENT_UNSYNCED,
  VIR_ERR_AUTH_CANCELLED,
  VIR_ERR_AUTH_FAILED,
  VIR_ERR_AUTH_UNAVAILABLE,
  VIR_ERR_CONFIG_UNSUPPORTED,
  VIR_ERR_CPU_INCOMPATIBLE,
  VIR_ERR_INTERNAL_ERROR,
  VIR_ERR_MIGRATE_UNSAFE,
  VIR_ERR_NO_DOMAIN,
  VIR_ERR_NO_NETWORK,
  VIR_ERR_NO_SUPPORT,
  VIR_ERR_OPERATION_ABORTED,
  VIR_ERR_OPERATION_DENIED,
  VIR_ERR_OPERATION_FAILED,
  VIR_ERR_OPERATION_INVALID,
  VIR_ERR_OPERATION_TIMEOUT,
  VIR_ERR_OPERATION_UNSUPPORTED,
  VIR_ERR_RESOURCE_BUSY,
  VIR_ERR_SYSTEM_ERROR,
} from "node-libvirt";
import type { ProblemCode } from "../problem";

/** Codes that mean one thing whatever the text says. */
const byCode: Readonly<Record<number, ProblemCode>> = {
  [VIR_ERR_NO_SUPPORT]: "libvirtTooOld",
  [VIR_ERR_OPERATION_DENIED]: "accessDeniedOnHost",
  [VIR_ERR_NO_DOMAIN]: "machineGone",
  [VIR_ERR_NO_NETWORK]: "networkInactive",
  [VIR_ERR_AUTH_FAILED]: "libvirtDenied",
  [VIR_ERR_OPERATION_INVALID]: "machineStateWrong",
  [VIR_ERR_OPERATION_TIMEOUT]: "machineBusy",
  [VIR_ERR_OPERATION_ABORTED]: "migrationCancelled",
  [VIR_ERR_AUTH_CANCELLED]: "libvirtDenied",
  [VIR_ERR_MIGRATE_UNSAFE]: "migrationUnsafe",
  [VIR_ERR_OPERATION_UNSUPPORTED]: "libvirtTooOld",
  [VIR_ERR_AGENT_UNRESPONSIVE]: "agentMissing",
  [VIR_ERR_RESOURCE_BUSY]: "machineBusy",
  [VIR_ERR_ACCESS_DENIED]: "accessDeniedOnHost",
  [VIR_ERR_CPU_INCOMPATIBLE]: "migrationCpu",
  [VIR_ERR_AUTH_UNAVAILABLE]: "libvirtDenied",
  [VIR_ERR_AGENT_UNSYNCED]: "agentMissing",
};

/** Where libvirt says INTERNAL_ERROR, OPERATION_FAILED or SYSTEM_ERROR, only its words tell. */
const byText: readonly (readonly [RegExp, ProblemCode])[] = [
  [/Failed to get "[^"]*" lock|Is another process using the image/, "imageLocked"],
  [/No space left on device/, "noSpace"],
  [/network '[^']*' is not active/, "networkInactive"],
  [/Cannot get interface MTU on|Unable to add bridge|bridge .* does not exist/, "bridgeMissing"],
  [
    /(Could not access KVM kernel module|KVM is not available|could not find capabilities)/,
    "noKvm",
  ],
  [/Cannot access (storage|backing) file .*Permission denied/, "accessDeniedOnHost"],
  [/Could not open '[^']*': Permission denied/, "accessDeniedOnHost"],
  [/Cannot access (storage|backing) file .*No such file/, "diskMissing"],
  [/Could not open '[^']*': No such file/, "diskMissing"],
  [/already exists with uuid|already defined with uuid/, "migrationNameTaken"],
  [/to the same host/, "migrationSameHost"],
  [/unable to connect to server at '[^']*'|unable to resolve/, "migrationDataRefused"],
  [/unable to connect to destination|Failed to connect to remote libvirt/, "migrationPeerRefused"],
  [/canceled by client|migration job: canceled/, "migrationCancelled"],
  [/cannot acquire state change lock/, "machineBusy"],
  [
    /domain is already running|domain is not running|not paused|is already active/,
    "machineStateWrong",
  ],
  [/QEMU guest agent is not/, "agentMissing"],
];

const vague = new Set<number>([
  VIR_ERR_INTERNAL_ERROR,
  VIR_ERR_OPERATION_FAILED,
  VIR_ERR_OPERATION_DENIED,
  VIR_ERR_SYSTEM_ERROR,
  VIR_ERR_OPERATION_INVALID,
  VIR_ERR_CONFIG_UNSUPPORTED,
]);

export function libvirtProblemCode(
  error: Pick<LibvirtError, "libvirtCode" | "message">,
): ProblemCode {
  if (vague.has(error.libvirtCode)) {
    const found = byText.find(([text]) => text.test(error.message));
    if (found) return found[1];
  }
  return byCode[error.libvirtCode] ?? "libvirtFailed";
}
