import { rm } from "node:fs/promises";
import { connect, createServer, type Server, type Socket } from "node:net";

/** A unix socket in front of a daemon's, that can be cut, made silent, and mended. */
export interface SocketProxy {
  path: string;
  /** Every connection ends and none is accepted. */
  cut(): Promise<void>;
  /** Connections are accepted and stay; nothing passes in either direction any more. */
  silence(): void;
  mend(): Promise<void>;
  close(): Promise<void>;
}

export async function startSocketProxy(path: string, target: string): Promise<SocketProxy> {
  const sockets = new Set<Socket>();
  let server: Server | undefined;
  let silent = false;

  function carry(client: Socket): void {
    const daemon = connect(target);
    for (const [from, to] of [
      [client, daemon],
      [daemon, client],
    ] as const) {
      sockets.add(from);
      from.on("data", (chunk: Buffer) => {
        if (!silent) to.write(chunk);
      });
      from.on("error", () => undefined);
      from.on("close", () => {
        sockets.delete(from);
        to.destroy();
      });
    }
  }

  async function listen(): Promise<void> {
    await rm(path, { force: true });
    const listening = createServer(carry);
    server = listening;
    await new Promise<void>((resolve) => listening.listen(path, resolve));
  }

  async function cut(): Promise<void> {
    const closing = server;
    server = undefined;
    for (const socket of sockets) socket.destroy();
    if (closing) await new Promise((resolve) => closing.close(resolve));
  }

  await listen();
  return {
    path,
    cut,
    silence() {
      silent = true;
    },
    async mend() {
      await cut();
      silent = false;
      await listen();
    },
    close: cut,
  };
}
