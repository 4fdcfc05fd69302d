import { z } from "zod";
import { MachineKey } from "../../machines/schema";
import { MigrationOptions } from "../../migrations/schema";

/** What the test asks of a server in a process of its own; one JSON text a line. */
export const Work = z.discriminatedUnion("verb", [
  z.strictObject({
    verb: z.literal("power"),
    action: z.enum(["start", "shutdown", "reboot", "reset", "forceOff", "pause", "resume"]),
    machine: MachineKey,
  }),
  z.strictObject({
    verb: z.literal("migrate"),
    machine: MachineKey,
    destinationId: z.string(),
    options: MigrationOptions,
  }),
  z.strictObject({
    verb: z.literal("host.add"),
    uri: z.string(),
    name: z.string(),
    hostKeySha256: z.string(),
  }),
  z.strictObject({ verb: z.literal("host.remove"), hostId: z.string() }),
  z.strictObject({ verb: z.literal("host.rename"), hostId: z.string(), name: z.string() }),
  z.strictObject({ verb: z.literal("host.repin"), hostId: z.string(), hostKeySha256: z.string() }),
  z.strictObject({
    verb: z.literal("host.installKey"),
    uri: z.string(),
    hostKeySha256: z.string(),
    password: z.string(),
  }),
  z.strictObject({ verb: z.literal("database.backup") }),
  z.strictObject({ verb: z.literal("database.rotateKey") }),
]);
export type Work = z.infer<typeof Work>;

export const Request = z.discriminatedUnion("ask", [
  /** Begins work, and dies at a boundary of it; without one, answers with all it passed. */
  z.strictObject({
    ask: z.literal("do"),
    work: Work,
    intent: z.string(),
    crashAt: z.string().nullable(),
  }),
  /** The newest operation once it has an end; null when none was recorded after the one named. */
  z.strictObject({
    ask: z.literal("end"),
    after: z.string(),
    /** Asks it to stop if it has none by then. */
    cancelAfterMs: z.number().optional(),
  }),
  z.strictObject({ ask: z.literal("hosts") }),
  /** As if it had always been so, without an operation. */
  z.strictObject({ ask: z.literal("pretend"), hostId: z.string(), hostKeySha256: z.string() }),
  z.strictObject({ ask: z.literal("see"), machine: MachineKey, state: z.string() }),
]);
export type Request = z.infer<typeof Request>;

export const End = z.object({
  id: z.string(),
  state: z.string(),
  problem: z.string().nullable(),
  phase: z.string().nullable(),
  locks: z.number(),
});
export type End = z.infer<typeof End>;

export const Answer = z.union([
  z.object({ ready: z.literal(true) }),
  z.object({ call: z.string() }),
  z.object({ boundaries: z.array(z.string()), end: End.nullable() }),
  z.object({ end: End.nullable() }),
  z.object({
    hosts: z.array(
      z.object({ id: z.string(), name: z.string(), hostKeySha256: z.string().nullable() }),
    ),
  }),
  z.object({ done: z.literal(true) }),
  z.object({ error: z.string() }),
]);
export type Answer = z.infer<typeof Answer>;
