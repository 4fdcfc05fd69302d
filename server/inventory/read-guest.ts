import { type Connection, LibvirtError, VIR_DOMAIN_AFFECT_LIVE } from "node-libvirt";
import type { MachineDetails } from "./machine-details";
import { isActive } from "./machine-state";
import { type FoundAddresses, readAddressesFrom } from "./read-addresses";
import { domainRef } from "./read-machine";
import type { MachineRow } from "./types";

/** libvirtd itself gives up on an agent that is merely absent after five seconds. */
const DEADLINE_MS = 8_000;
const STATS_PERIOD_SECONDS = 10;

const options = { timeoutMs: DEADLINE_MS };

export interface GuestAnswer {
  /** undefined: it has no agent, or one that gave no answer. */
  addresses: FoundAddresses | undefined;
  /** Its balloon driver is asked for memory figures from now on. */
  statsOn: boolean;
}

/** A machine that runs, and has an agent to ask or a balloon that nobody set going. */
export function wantsGuest(row: MachineRow | undefined, details: MachineDetails | undefined) {
  const facts = details?.facts;
  if (!row || !facts || !isActive(row.state) || row.state === "paused") return false;
  return facts.agentConnected || needsStats(details);
}

const needsStats = ({ facts, runId, statsRunId }: MachineDetails): boolean =>
  facts?.memoryStats === "off" && statsRunId !== runId;

/**
 * Sets the balloon's figures going, as virt-manager does (of this run only, the definition stays as
 * it is), and asks the agent for addresses.
 */
export async function readGuest(
  connection: Connection,
  uuid: string,
  details: MachineDetails,
): Promise<GuestAnswer> {
  const statsOn = needsStats(details) && (await turnStatsOn(connection, uuid));
  if (!details.facts?.agentConnected) return { addresses: undefined, statsOn };
  const addresses = await readAddressesFrom("agent", connection, uuid, options).catch(
    unlessRefused,
  );
  return { addresses, statsOn };
}

/** A host whose rules forbid it stays without figures: nothing else is lost. */
async function turnStatsOn({ remote }: Connection, uuid: string): Promise<boolean> {
  const args = {
    dom: domainRef(uuid),
    period: STATS_PERIOD_SECONDS,
    flags: VIR_DOMAIN_AFFECT_LIVE,
  };
  const done = await remote.domainSetMemoryStatsPeriod(args, options).then(
    () => true,
    (error: unknown) => unlessRefused(error),
  );
  return done ?? false;
}

function unlessRefused(error: unknown): undefined {
  if (error instanceof LibvirtError) return undefined;
  throw error;
}
