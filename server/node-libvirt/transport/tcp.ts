import { lookup } from "node:dns/promises";
import { once } from "node:events";
import { connect, isIP, type Socket } from "node:net";
import { TransportError } from "../errors/errors";
import type { Opening } from "./opening";
import { fromSystemError } from "./system-errors";

export interface TcpTarget {
  host: string;
  port: number;
}

/** Resolves the name and connects to the first address that answers. */
export async function openTcp(opening: Opening, target: TcpTarget): Promise<Socket> {
  const addresses = await resolve(opening, target.host);
  return await opening.step("reach", async (note) => {
    const { socket, address } = await reachFirst(opening, addresses, target);
    socket.setNoDelay(true);
    // Whoever takes the socket over hears of errors as well; until then none may be uncaught.
    socket.on("error", () => {});
    note({ address, port: String(target.port) });
    return socket;
  });
}

async function resolve(opening: Opening, host: string): Promise<string[]> {
  return await opening.step("resolve", async (note) => {
    if (isIP(host) !== 0) {
      note({ addresses: host });
      return [host];
    }
    try {
      const found = await lookup(host, { all: true });
      const addresses = found.map(({ address }) => address);
      note({ addresses: addresses.join(", ") });
      return addresses;
    } catch (error) {
      const message = `the name "${host}" has no address`;
      const facts = { host };
      throw new TransportError({ step: "resolve", reason: "dns", facts }, message, {
        cause: error,
      });
    }
  });
}

/**
 * One address after the other, each with its share of the time left: Node's own racing gives an
 * attempt 250 ms and drops it, which a host behind a slow link never meets.
 */
async function reachFirst(opening: Opening, addresses: string[], { host, port }: TcpTarget) {
  let last: TransportError | undefined;
  for (const [index, address] of addresses.entries()) {
    const budgetMs = opening.remainingMs / (addresses.length - index);
    try {
      const socket = await connectWithin(opening.signal, { host: address, port }, budgetMs);
      return { socket, address };
    } catch (error) {
      opening.signal.throwIfAborted();
      const message = `cannot connect to ${host} port ${port}`;
      last = fromSystemError("reach", error, {
        message,
        facts: { host, address, port: String(port) },
      });
    }
  }
  throw last ?? new TransportError({ step: "reach", reason: "dns" }, `"${host}" has no address`);
}

async function connectWithin(signal: AbortSignal, target: TcpTarget, budgetMs: number) {
  const socket = connect(target);
  const timer = setTimeout(() => {
    socket.destroy(Object.assign(new Error("no answer"), { code: "ETIMEDOUT" }));
  }, budgetMs);
  try {
    await once(socket, "connect", { signal });
    return socket;
  } catch (error) {
    socket.destroy();
    throw error;
  } finally {
    clearTimeout(timer);
  }
}
