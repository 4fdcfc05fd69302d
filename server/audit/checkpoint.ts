import { z } from "zod";
import type { SigningKey } from "./signing-key";

/** What the audit was at a moment: its last event, and how many there ever were. */
export interface Checkpoint {
  seq: number;
  hash: string;
  count: number;
  at: Date;
  keyId: string;
  signature: string;
}

/** A checkpoint as a witness tells it. */
export interface WitnessLine extends Checkpoint {
  installation: string;
}

type Unsigned = Omit<Checkpoint, "keyId" | "signature">;

export const witnessTag = "flotilla-witness";

const textOf = (installation: string, { seq, hash, count, at }: Unsigned): string =>
  ["flotilla audit checkpoint 1", installation, seq, count, at.toISOString(), hash].join("\n");

export function signCheckpoint(key: SigningKey, what: Unsigned): Checkpoint {
  return { ...what, keyId: key.keyId, signature: key.sign(textOf(key.installation, what)) };
}

export const isGenuine = (key: SigningKey, checkpoint: Checkpoint): boolean =>
  checkpoint.keyId === key.keyId &&
  key.verify(textOf(key.installation, checkpoint), checkpoint.signature);

/** One line of a journal; nothing in it needs quoting. */
export function formatWitnessLine(installation: string, checkpoint: Checkpoint): string {
  const { seq, count, at, hash, keyId, signature } = checkpoint;
  const fields = { id: installation, seq, count, at: at.toISOString(), hash, key: keyId };
  const words = Object.entries(fields).map(([name, value]) => `${name}=${value}`);
  return [witnessTag, "1", ...words, `sig=${signature}`].join(" ");
}

const LINE =
  /flotilla-witness 1 id=(?<installation>\w{1,40}) seq=(?<seq>\d{1,10}) count=(?<count>\d{1,10}) at=(?<at>[\d:.TZ-]{20,30}) hash=(?<hash>[0-9a-f]{64}) key=(?<keyId>[0-9a-f]{16}) sig=(?<signature>[\w-]{60,100})/;

const Line = z.object({
  installation: z.string(),
  seq: z.coerce.number().int(),
  count: z.coerce.number().int(),
  at: z.coerce.date(),
  hash: z.string(),
  keyId: z.string(),
  signature: z.string(),
});

/** The witness lines in a journal, whatever stands before and around them. */
export function readWitnessLines(text: string): WitnessLine[] {
  return text.split("\n").flatMap((line) => {
    const read = Line.safeParse(LINE.exec(line)?.groups);
    return read.success ? [read.data] : [];
  });
}
