import type { Fleet, HostSession } from "../../inventory/fleet-types";
import { keyOf, type MachineKey } from "../../machines/schema";
import { AppError } from "../../problem";
import type { Thumbnail } from "../types";
import { decodePng } from "./decode-png";
import { encodePng } from "./encode-png";
import { decodePpm } from "./ppm";
import { shrink } from "./shrink";
import { takeScreenshot } from "./take-screenshot";

const FRESH_MS = 10_000;
const MAX_SIDE = 320;
const AT_ONCE = 4;
const MAX_KEPT = 1_000;

interface Kept {
  atMs: number;
  thumbnail: Promise<Thumbnail>;
}

/** Small pictures of running machines, taken at most every ten seconds however many look. */
export class Thumbnails {
  private readonly kept = new Map<string, Kept>();
  private readonly waiting: (() => void)[] = [];
  private running = 0;

  async of(fleet: Fleet, machine: MachineKey): Promise<Thumbnail> {
    const key = keyOf(machine);
    const known = this.kept.get(key);
    if (known && Date.now() - known.atMs < FRESH_MS) return known.thumbnail;
    const session = fleet.session(machine.hostId);
    if (!session) throw new AppError({ code: "machineGone" });
    const thumbnail = this.inTurn(() => take(session, machine.uuid));
    this.keep(key, { atMs: Date.now(), thumbnail });
    // A failure is told to all who asked for it, and is not kept.
    thumbnail.catch(() => this.kept.delete(key));
    return thumbnail;
  }

  private keep(key: string, entry: Kept): void {
    this.kept.delete(key);
    this.kept.set(key, entry);
    const [oldest] = this.kept.keys();
    if (this.kept.size > MAX_KEPT && oldest !== undefined) this.kept.delete(oldest);
  }

  private async inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.running >= AT_ONCE) await new Promise<void>((resolve) => this.waiting.push(resolve));
    else this.running += 1;
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.running -= 1;
    }
  }
}

async function take(session: HostSession, uuid: string): Promise<Thumbnail> {
  const screen = await takeScreenshot(session, uuid);
  const image = decodePpm(screen) ?? (await decodePng(screen));
  if (!image) throw new AppError({ code: "consoleNone" });
  const small = shrink(image, MAX_SIDE);
  const png = await encodePng(small);
  const source = `data:image/png;base64,${png.toString("base64")}`;
  return { source, width: small.width, height: small.height, takenAtMs: Date.now() };
}
