import type { Problem } from "../problem";
import type { DomainFacts, DomainGraphics, DomainSerial } from "../xml/domain/types";

/** Where a display is reached, as seen from the machine's host. */
export type DisplayAddress = { unix: string } | { tcp: { host: string; port: number } };

export type Found<T> = { found: T } | { problem: Problem };

/** The VNC display of a running machine, or why the browser can show none. */
export function findDisplay(facts: DomainFacts): Found<DisplayAddress> {
  const displays = facts.graphics.filter((graphics) => graphics.type === "vnc");
  for (const display of displays) {
    const address = addressOf(display);
    if (address) return { found: address };
  }
  const hasSpice = facts.graphics.some((graphics) => graphics.type === "spice");
  return { problem: { code: hasSpice && displays.length === 0 ? "consoleSpice" : "consoleNone" } };
}

function addressOf(display: DomainGraphics): DisplayAddress | null {
  if (display.listen === "socket") return display.socket === null ? null : { unix: display.socket };
  if (display.listen === "none" || display.port === null) return null;
  return { tcp: { host: display.address ?? "127.0.0.1", port: display.port } };
}

/** libvirt opens pseudo-terminals only; a port on a socket or file is somebody else's. */
export function findSerial(facts: DomainFacts, port: number | null): Found<DomainSerial> {
  const openable = facts.serials.filter((serial) => serial.type === "pty");
  const serial =
    port === null ? openable[0] : openable.find((candidate) => candidate.port === port);
  return serial ? { found: serial } : { problem: { code: "consoleNone" } };
}
