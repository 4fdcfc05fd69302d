import { NodeLibvirtError } from "../errors/errors";

/** Whether the daemon itself answered with an error, as opposed to a lost connection or deadline. */
export function isDaemonRefusal(error: unknown): error is NodeLibvirtError {
  return error instanceof NodeLibvirtError && error.code === "LIBVIRT";
}
