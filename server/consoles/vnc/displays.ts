import type { Duplex } from "node:stream";
import type { HostSession } from "../../inventory/fleet-types";
import { ConsoleEnd } from "../end";
import { type DisplayAddress, findDisplay } from "../find-display";
import { readDisplayPassword, readLiveFacts } from "../live-machine";
import { SharedDisplay } from "./shared-display";
import { signIn } from "./sign-in";

const OPEN_TIMEOUT_MS = 15_000;

export interface DisplayRequest {
  session: HostSession;
  uuid: string;
  /** Says why the display ended although nobody gave it up. */
  explain: () => Promise<ConsoleEnd>;
}

/** The displays that are open, one a machine. */
export class Displays {
  private readonly displays = new Map<string, Promise<SharedDisplay>>();

  /** The display, opened if it is not; the first to ask opens it for all. */
  open(request: DisplayRequest): Promise<SharedDisplay> {
    const key = `${request.session.hostId}/${request.uuid}`;
    const open = this.displays.get(key);
    if (open) return open;
    const opening = connect(request.session, request.uuid);
    this.displays.set(key, opening);
    opening.then(
      (display) => this.watch(key, display, request.explain),
      () => this.displays.delete(key),
    );
    return opening;
  }

  async close(): Promise<void> {
    for (const opening of this.displays.values()) (await opening.catch(() => undefined))?.giveUp();
  }

  private async watch(
    key: string,
    display: SharedDisplay,
    explain: () => Promise<ConsoleEnd>,
  ): Promise<void> {
    const end = await display.over;
    this.displays.delete(key);
    if (end) display.endAll(end.end === "displayClosed" ? await explain() : end);
  }
}

/** Connects and signs in; throws what kept us from it. */
async function connect(session: HostSession, uuid: string): Promise<SharedDisplay> {
  const found = await resolve(session, uuid);
  const link = await dial(session, found.address);
  // Its errors arrive through the iteration; without a listener one between two reads would be fatal.
  link.on("error", () => {});
  const late = setTimeout(() => link.destroy(), OPEN_TIMEOUT_MS);
  try {
    const rest = await signIn(link, () => readDisplayPassword(session, uuid));
    await confirm(session, uuid, found);
    return await SharedDisplay.open(link, rest);
  } catch (error) {
    link.destroy();
    throw error;
  } finally {
    clearTimeout(late);
  }
}

/** The display of one run of the machine. */
interface RunDisplay {
  runId: number | null;
  address: DisplayAddress;
}

async function resolve(session: HostSession, uuid: string): Promise<RunDisplay> {
  const facts = await readLiveFacts(session, uuid);
  if (!facts) throw new ConsoleEnd("machineStopped");
  const display = findDisplay(facts);
  if ("problem" in display) throw new ConsoleEnd("noDisplay");
  return { runId: facts.id, address: display.found };
}

async function dial(session: HostSession, address: DisplayAddress): Promise<Duplex> {
  try {
    return await session.pool.dial(address);
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    throw new ConsoleEnd("displayUnreachable", detail, { cause: error });
  }
}

/**
 * Ports and socket paths are used again: between the look and the connection the machine may have
 * stopped and another one taken its place. Only the display of the same run is shown.
 */
async function confirm(session: HostSession, uuid: string, used: RunDisplay): Promise<void> {
  const now = await resolve(session, uuid);
  if (JSON.stringify(now) !== JSON.stringify(used)) {
    throw new ConsoleEnd("displayClosed", "the machine was restarted meanwhile");
  }
}
