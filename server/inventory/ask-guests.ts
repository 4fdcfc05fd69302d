import type { Connection } from "node-libvirt";
import { createGuestReader, type GuestReader } from "./guest-reader";
import { ipsOf, type MachineDetails } from "./machine-details";
import type { MachinePatch } from "./machine-patch";
import { readGuest, wantsGuest } from "./read-guest";
import type { MachineRow } from "./types";

interface AskedHost {
  /** Runs over a connection of its own. */
  withConnection(run: (connection: Connection) => Promise<void>): Promise<void>;
  row(uuid: string): MachineRow | undefined;
  details(uuid: string): MachineDetails | undefined;
  patch(patch: MachinePatch): void;
  /** What libvirt says of the machine changed by our asking. */
  onXmlChanged(uuid: string): void;
  onError(error: unknown, uuid: string): void;
}

/** The guests of one host, and where their answers go. */
export function askGuests(host: AskedHost): GuestReader {
  async function read(connection: Connection, uuid: string): Promise<boolean> {
    const details = host.details(uuid);
    if (!details) return true;
    const { runId } = details;
    const { addresses, statsOn } = await readGuest(connection, uuid, details);
    details.statsRunId = runId;
    if (statsOn) host.onXmlChanged(uuid);
    if (!addresses) return !details.facts?.agentConnected;
    details.agentAddresses = addresses;
    host.patch({ uuid, ips: ipsOf(details) });
    return addresses.size > 0;
  }

  return createGuestReader<Connection>({
    withConnection: host.withConnection,
    read,
    wanted: (uuid) => wantsGuest(host.row(uuid), host.details(uuid)),
    onError: host.onError,
  });
}
