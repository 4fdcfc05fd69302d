import { LibvirtError, VIR_DOMAIN_XML_SECURE, VIR_ERR_NO_DOMAIN } from "node-libvirt";
import { problemOfHostError } from "../hosts/problem-of";
import type { HostSession } from "../inventory/fleet-types";
import { wireDomain } from "../machines/wire-domain";
import { AppError } from "../problem";
import { parseDomain } from "../xml/domain/parse";
import type { DomainFacts } from "../xml/domain/types";
import { readVncPassword } from "../xml/domain/vnc-password";
import { ConsoleEnd } from "./end";

const CALL_TIMEOUT_MS = 10_000;

/** The machine as it runs now, found by its UUID; null when it does not run. Asks the host, not the mirror. */
export async function readLiveFacts(
  session: HostSession,
  uuid: string,
): Promise<DomainFacts | null> {
  const facts = parseDomain(await readXml(session, uuid, 0));
  return facts.id === null ? null : facts;
}

/** The VNC password, read at the moment it is asked for and never kept; null when there is none. */
export async function readDisplayPassword(
  session: HostSession,
  uuid: string,
): Promise<string | null> {
  return readVncPassword(await readXml(session, uuid, VIR_DOMAIN_XML_SECURE));
}

async function readXml(session: HostSession, uuid: string, flags: number): Promise<string> {
  const dom = wireDomain({ name: "", uuid });
  const limit = { timeoutMs: CALL_TIMEOUT_MS };
  const { xml } = await session.control().remote.domainGetXmlDesc({ dom, flags }, limit);
  return xml;
}

export const isGone = (error: unknown): boolean =>
  error instanceof AppError
    ? error.problem.code === "machineGone"
    : error instanceof LibvirtError && error.libvirtCode === VIR_ERR_NO_DOMAIN;

/** What a failed call to the host means for a console. */
export function endOf(error: unknown): ConsoleEnd {
  if (error instanceof ConsoleEnd) return error;
  if (isGone(error)) return new ConsoleEnd("machineGone");
  const { code, detail } = problemOfHostError(error);
  if (error instanceof LibvirtError) return new ConsoleEnd("hostRefused", detail, { cause: error });
  return new ConsoleEnd(code === "internal" ? "internal" : "hostLost", detail, { cause: error });
}
