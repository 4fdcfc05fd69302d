import { execFile } from "node:child_process";
import { createServer } from "node:http";
import { promisify } from "node:util";
import { type ServerFixture, startServerFixture } from "../../hosts/testing/server-fixture";
import { until } from "../../inventory/testing/fleet-fixture";
import { createMetrics } from "../../metrics/serve";
import { startTestDaemon } from "../../node-libvirt/testing/libvirtd";
import { createTokenDoor } from "../../tokens/token-door";
import { createEventStream } from "../events";
import { createRest } from "../serve";

const run = promisify(execFile);

/** The API on a real port, over the server's own composition and one host of libvirt's test driver. */
export interface RestFixture extends ServerFixture {
  url: string;
  hostId: string;
  uuid: string;
  /** `npm run token` on the very database, while the server runs. */
  commandToken(...args: string[]): Promise<string>;
  get(path: string, token: string, headers?: Record<string, string>): Promise<Response>;
  post(path: string, token: string, more?: { body?: unknown; key?: string }): Promise<Response>;
}

export async function startRestFixture(): Promise<RestFixture> {
  const daemon = await startTestDaemon();
  const server = await startServerFixture();
  const { runtime } = server;
  const door = createTokenDoor(runtime);
  const sourceIp = () => "127.0.0.1";
  const rest = createRest({ runtime, door, sourceIp, events: createEventStream(runtime, door) });
  const metrics = createMetrics({ runtime, door, sourceIp });
  const http = createServer((request, response) => {
    void (request.url === "/metrics" ? metrics : rest)(request, response);
  });
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  const address = http.address();
  const url = `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`;
  const row = { id: "h1", name: "kvm1", uri: `test+unix:///default?socket=${daemon.socketPath}` };
  await runtime.db.host.create({ data: row });
  runtime.fleet.addHost({ ...row, hostKeySha256: null, enabled: true, addedAtMs: Date.now() });
  const machine = await until("the host's machine", () => runtime.fleet.machines(row.id)[0]);
  return {
    ...server,
    url,
    hostId: row.id,
    uuid: machine.uuid,
    async commandToken(...args) {
      const env = { ...process.env, FLOTILLA_DATA: runtime.env.dataDir };
      const { stdout } = await run("npm", ["run", "-s", "token", "--", ...args], { env });
      return stdout.trim();
    },
    get: (path, token, headers = {}) =>
      fetch(url + path, { headers: { authorization: `Bearer ${token}`, ...headers } }),
    post: (path, token, { body, key } = {}) =>
      fetch(url + path, {
        method: "POST",
        headers: {
          authorization: `Bearer ${token}`,
          ...(body === undefined ? {} : { "content-type": "application/json" }),
          ...(key === undefined ? {} : { "idempotency-key": key }),
        },
        body: body === undefined ? null : JSON.stringify(body),
      }),
    async stop() {
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
      await server.stop();
      await daemon.stop();
    },
  };
}
