import { once } from "node:events";
import type { Duplex } from "node:stream";
import type { HostSession } from "../../inventory/fleet-types";
import type { ConsoleSocket } from "../console-socket";
import { within } from "../deadline";
import { ConsoleEnd } from "../end";
import { type DisplayAddress, findDisplay } from "../find-display";
import { readDisplayPassword, readLiveFacts } from "../live-machine";
import { BrowserHandshake } from "./browser-handshake";
import { ClientMessages, type ConsoleMode } from "./client-messages";
import { signIn } from "./sign-in";

const OPEN_TIMEOUT_MS = 15_000;

interface VncServing {
  socket: ConsoleSocket;
  session: HostSession;
  uuid: string;
  mode: ConsoleMode;
}

/** Connects a browser with a machine's display until either ends; throws what kept them apart. */
export async function serveVnc(serving: VncServing): Promise<void> {
  const { socket, session, uuid } = serving;
  const limit = {
    signal: socket.signal,
    timeoutMs: OPEN_TIMEOUT_MS,
    late: new ConsoleEnd("displayUnreachable", "no answer in time"),
  };
  const discard = (late: Duplex) => late.destroy();
  const found = await within(resolve(session, uuid), limit);
  const display = await within(dial(session, found.address), { ...limit, discard });
  const hangUp = () => display.destroy();
  // Its errors arrive through the iteration; without a listener one between two reads would be fatal.
  display.on("error", () => {});
  socket.signal.addEventListener("abort", hangUp, { once: true });
  try {
    const rest = await within(
      signIn(display, () => readDisplayPassword(session, uuid)),
      limit,
    );
    await within(confirm(session, uuid, found), limit);
    socket.send(rest);
    await exchange(serving, display);
  } finally {
    hangUp();
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

async function exchange({ socket, mode }: VncServing, display: Duplex): Promise<void> {
  const handshake = new BrowserHandshake();
  let messages: ClientMessages | undefined;
  const toDisplay = (bytes: Buffer) => {
    if (bytes.length === 0 || display.destroyed) return;
    if (!display.write(bytes)) socket.holdUntil(drained(display));
  };
  const fromBrowser = (bytes: Buffer) => {
    if (messages) {
      const filtered = messages.push(bytes);
      if (filtered.input) socket.inputAtMs = Date.now();
      toDisplay(filtered.bytes);
      return;
    }
    const { reply, done } = handshake.push(bytes);
    socket.send(reply);
    if (!done) return;
    messages = new ClientMessages(mode);
    toDisplay(done.clientInit);
    fromBrowser(done.rest);
  };
  socket.onBytes(fromBrowser);
  socket.send(handshake.greeting());
  try {
    for await (const chunk of display.iterator({ destroyOnReturn: false })) {
      socket.send(chunk);
      await socket.roomy();
    }
  } catch (error) {
    // A reset is one of the ways a display ends; why it did is found out by a look at the host.
    if (error instanceof ConsoleEnd) throw error;
  }
}

/** Settles also when the display hangs up instead. */
async function drained(display: Duplex): Promise<void> {
  const stop = new AbortController();
  const { signal } = stop;
  const events = ["drain", "close"].map((event) => once(display, event, { signal }));
  await Promise.race(events).finally(() => stop.abort());
}
