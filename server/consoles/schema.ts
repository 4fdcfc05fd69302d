import { z } from "zod";
import { MachineKey } from "../machines/schema";

export const consoleKinds = ["vnc", "serial"] as const;
export type ConsoleKind = (typeof consoleKinds)[number];

export const OpenConsoleInput = z.strictObject({
  machine: MachineKey,
  kind: z.enum(consoleKinds),
  mode: z.enum(["control", "view"]),
  /** Serial port number; the first when absent. */
  port: z.number().int().min(0).max(31).optional(),
});
export type OpenConsoleInput = z.infer<typeof OpenConsoleInput>;

/** The WebSocket sub-protocol that carries the ticket: `flotilla.console.<ticket>` beside `binary`. */
export const TICKET_PROTOCOL_PREFIX = "flotilla.console.";
