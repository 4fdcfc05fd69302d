import { createServer, type Server, type Socket } from "node:net";

/** A TCP server that does what `greet` says with each client; "silent" accepts and says nothing. */
export class FaultyServer {
  readonly port: number;
  readonly #server: Server;
  readonly #sockets: Set<Socket>;

  private constructor(server: Server, sockets: Set<Socket>, port: number) {
    this.#server = server;
    this.#sockets = sockets;
    this.port = port;
  }

  static async start(greet: (socket: Socket) => void): Promise<FaultyServer> {
    const sockets = new Set<Socket>();
    const server = createServer((socket) => {
      sockets.add(socket);
      // Read, so that the other side's end is noticed.
      socket
        .resume()
        .on("error", () => {})
        .on("close", () => sockets.delete(socket));
      greet(socket);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    return new FaultyServer(server, sockets, port);
  }

  /** Clients connected at the moment. */
  get clients(): number {
    return this.#sockets.size;
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }
}
