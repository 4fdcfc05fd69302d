import { isHole } from "node-libvirt";
import type { HostSession } from "../../inventory/fleet-types";
import { wireDomain } from "../../machines/wire-domain";

const MAX_BYTES = 64 << 20;
const TIMEOUT_MS = 10_000;

/** The machine's first screen as its hypervisor dumps it; no console is opened or taken for it. */
export async function takeScreenshot(session: HostSession, uuid: string): Promise<Buffer> {
  const dom = wireDomain({ name: "", uuid });
  const stream = await session.pool.openStream((calls) =>
    calls.domainScreenshot({ dom, screen: 0, flags: 0 }),
  );
  const late = setTimeout(() => stream.abort(), TIMEOUT_MS);
  const parts: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const item of stream.readable) {
      if (isHole(item)) continue;
      bytes += item.length;
      if (bytes > MAX_BYTES) throw new Error("a screen of more than 64 MiB");
      parts.push(Buffer.from(item));
    }
    return Buffer.concat(parts);
  } finally {
    clearTimeout(late);
    stream.abort();
  }
}
