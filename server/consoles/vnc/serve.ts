import { once } from "node:events";
import type { ConsoleSocket } from "../console-socket";
import { within } from "../deadline";
import { ConsoleEnd } from "../end";
import type { Driving } from "../rooms/types";
import type { DisplayRequest, Displays } from "./displays";

const OPEN_TIMEOUT_MS = 20_000;

/** Shows a machine's display to a browser until either ends; throws what kept them apart. */
export async function serveVnc(
  { socket, seat }: { socket: ConsoleSocket; seat: Driving },
  displays: Displays,
  request: DisplayRequest,
): Promise<void> {
  const display = await within(displays.open(request), {
    signal: socket.signal,
    timeoutMs: OPEN_TIMEOUT_MS,
    late: new ConsoleEnd("displayUnreachable", "no answer in time"),
  });
  display.join(socket, seat);
  if (!socket.isOver) await once(socket.signal, "abort");
}
