import { LibvirtError, parseUuid, VIR_DOMAIN_XML_SECURE, VIR_ERR_NO_DOMAIN } from "node-libvirt";
import type { HostSession } from "../inventory/fleet-types";
import { AppError } from "../problem";
import { parseDomain } from "../xml/domain/parse";
import type { DomainFacts } from "../xml/domain/types";
import { readVncPassword } from "../xml/domain/vnc-password";
import { ConsoleEnd } from "./end";

const CALL_TIMEOUT_MS = 10_000;

/** The machine as it runs now, found by its UUID; null when it does not run. */
export async function readLiveFacts(
  session: HostSession,
  uuid: string,
): Promise<DomainFacts | null> {
  const { live } = await session.readXml(uuid);
  return live === null ? null : parseDomain(live);
}

/** The VNC password, read at the moment it is asked for and never kept; null when there is none. */
export async function readDisplayPassword(
  session: HostSession,
  uuid: string,
): Promise<string | null> {
  const { xml } = await session
    .control()
    .remote.domainGetXmlDesc(
      { dom: domainOf(uuid), flags: VIR_DOMAIN_XML_SECURE },
      { timeoutMs: CALL_TIMEOUT_MS },
    );
  return readVncPassword(xml);
}

/** The daemon looks a machine up by its UUID alone; name and id are not asked for. */
export const domainOf = (uuid: string) => ({ name: "", uuid: parseUuid(uuid), id: -1 });

export const isGone = (error: unknown): boolean =>
  error instanceof AppError
    ? error.problem.code === "machineGone"
    : error instanceof LibvirtError && error.libvirtCode === VIR_ERR_NO_DOMAIN;

/** What a failed call to the host means for a console. */
export function endOf(error: unknown): ConsoleEnd {
  if (error instanceof ConsoleEnd) return error;
  if (isGone(error)) return new ConsoleEnd("machineGone");
  const detail = error instanceof Error ? error.message : String(error);
  return new ConsoleEnd("hostLost", detail, { cause: error });
}
