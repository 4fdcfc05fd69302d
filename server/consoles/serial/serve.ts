import { once } from "node:events";
import type { ConsoleSocket } from "../console-socket";
import { within } from "../deadline";
import { ConsoleEnd } from "../end";
import type { Driving } from "../rooms/types";
import type { LineRequest, SerialLines } from "./lines";

const OPEN_TIMEOUT_MS = 15_000;

/** Connects a browser with a serial line until either ends; throws what kept them apart. */
export async function serveSerial(
  { socket, seat }: { socket: ConsoleSocket; seat: Driving },
  lines: SerialLines,
  request: LineRequest,
): Promise<void> {
  const line = await within(lines.open(request), {
    signal: socket.signal,
    timeoutMs: OPEN_TIMEOUT_MS,
    late: new ConsoleEnd("displayUnreachable", "no answer in time"),
  });
  line.join(socket, seat);
  if (!socket.isOver) await once(socket.signal, "abort");
}
