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
  /** Serial only: push out another libvirt client that holds the console. */
  takeOver: z.boolean().optional(),
});
export type OpenConsoleInput = z.infer<typeof OpenConsoleInput>;

/** A place before a console, as `consoles.open` names it. */
const SeatId = z.string().length(26);
export const SeatInput = z.strictObject({ machine: MachineKey, seatId: SeatId });
export type SeatInput = z.infer<typeof SeatInput>;

/** One's own seat, and somebody else's. */
export const HandOverInput = SeatInput.extend({ toSeatId: SeatId });
export type HandOverInput = z.infer<typeof HandOverInput>;

export const guestLinkMinutes = [15, 60, 240] as const;
export const CreateGuestLinkInput = z.strictObject({
  machine: MachineKey,
  minutes: z.literal(guestLinkMinutes),
});
export type CreateGuestLinkInput = z.infer<typeof CreateGuestLinkInput>;

export const RevokeGuestLinkInput = z.strictObject({
  machine: MachineKey,
  linkId: z.string().length(26),
});
export type RevokeGuestLinkInput = z.infer<typeof RevokeGuestLinkInput>;

/** What stands behind the `#` of a guest link: 256 random bits. */
export const EnterAsGuestInput = z.strictObject({ secret: z.string().length(43) });
export type EnterAsGuestInput = z.infer<typeof EnterAsGuestInput>;

/** Where consoles are opened. */
export const CONSOLE_PATH = "/ws/console";

/** The WebSocket sub-protocol that carries the ticket: `flotilla.console.<ticket>` beside `binary`. */
export const TICKET_PROTOCOL_PREFIX = "flotilla.console.";
export const CONSOLE_PROTOCOL = "binary";

/**
 * Why a console ended, as the WebSocket's close code. The reason beside it is raw text for experts,
 * except for `moved`, where it is the id of the host the machine now runs on, and `kicked`, where it is
 * the name of who did it.
 */
export const consoleEnds = {
  displayClosed: 4000,
  signedOut: 4001,
  machineStopped: 4002,
  moved: 4003,
  hostLost: 4004,
  displayUnreachable: 4005,
  passwordRefused: 4006,
  authUnsupported: 4007,
  protocolBroken: 4008,
  serialBusy: 4009,
  serialTaken: 4010,
  tooSlow: 4011,
  idle: 4012,
  noDisplay: 4013,
  machineGone: 4014,
  tooMany: 4015,
  restarting: 4016,
  internal: 4017,
  hostRefused: 4018,
  kicked: 4019,
  withdrawn: 4020,
  guestOver: 4021,
} as const;
export type ConsoleEndName = keyof typeof consoleEnds;

/** The one text message of a serial console: it is attached, and what follows is this much of the past. */
export const SerialOpened = z.object({
  kind: z.literal("opened"),
  scrollbackBytes: z.number().int().min(0),
});
export type SerialOpened = z.infer<typeof SerialOpened>;
