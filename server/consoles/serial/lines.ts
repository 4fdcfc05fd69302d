import { LibvirtError, VIR_DOMAIN_CONSOLE_FORCE, VIR_ERR_OPERATION_FAILED } from "node-libvirt";
import type { HostSession } from "../../inventory/fleet-types";
import { wireDomain } from "../../machines/wire-domain";
import { ConsoleEnd } from "../end";
import { findSerial } from "../find-display";
import { readLiveFacts } from "../live-machine";
import { SerialLine } from "./line";

export interface LineRequest {
  session: HostSession;
  uuid: string;
  port: number | null;
  takeOver: boolean;
  /** Says why the line ended although nobody gave it back. */
  explain: () => Promise<ConsoleEnd>;
}

/** The serial lines that are open, one a port. */
export class SerialLines {
  private readonly lines = new Map<string, Promise<SerialLine>>();

  /** The line, opened if it is not; the first to ask opens it for all. */
  async open(request: LineRequest): Promise<SerialLine> {
    const { session, uuid, port } = request;
    const device = await findDevice(session, uuid, port);
    const key = `${session.hostId}/${uuid}/${device.key}`;
    const open = this.lines.get(key);
    if (open) return open;
    const opening = openLine(request, device.name);
    this.lines.set(key, opening);
    opening.then(
      (line) => this.watch(key, line, request.explain),
      () => this.lines.delete(key),
    );
    return opening;
  }

  /** Gives every line back to its host. */
  async close(): Promise<void> {
    for (const opening of this.lines.values()) (await opening.catch(() => undefined))?.giveBack();
  }

  private async watch(
    key: string,
    line: SerialLine,
    explain: () => Promise<ConsoleEnd>,
  ): Promise<void> {
    const givenBack = await line.over;
    this.lines.delete(key);
    if (!givenBack) line.endAll(await explain());
  }
}

async function findDevice(
  session: HostSession,
  uuid: string,
  port: number | null,
): Promise<{ key: string; name: string | null }> {
  const facts = await readLiveFacts(session, uuid);
  if (!facts) throw new ConsoleEnd("machineStopped");
  const found = findSerial(facts, port);
  if ("problem" in found) throw new ConsoleEnd("noDisplay");
  return { key: String(found.found.port), name: found.found.alias };
}

async function openLine(request: LineRequest, devName: string | null): Promise<SerialLine> {
  const { session, uuid, takeOver } = request;
  const flags = takeOver ? VIR_DOMAIN_CONSOLE_FORCE : 0;
  try {
    const stream = await session.pool.openStream((calls) =>
      calls.domainOpenConsole({ dom: wireDomain({ name: "", uuid }), devName, flags }),
    );
    return new SerialLine(stream);
  } catch (error) {
    // The QEMU driver answers this call so for one reason only: somebody else holds the console.
    if (error instanceof LibvirtError && error.libvirtCode === VIR_ERR_OPERATION_FAILED) {
      throw new ConsoleEnd("serialBusy", error.message, { cause: error });
    }
    throw error;
  }
}
