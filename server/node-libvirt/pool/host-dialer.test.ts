import { once } from "node:events";
import { createServer, type Server } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parseUri } from "../uri/parse";
import { dialOnHost } from "./host-dialer";

let server: Server;
let port: number;

beforeAll(async () => {
  server = createServer((socket) => socket.end("RFB"));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  port = typeof address === "object" && address !== null ? address.port : 0;
});

afterAll(() => {
  server.close();
});

function dial(uri: string, host: string) {
  return dialOnHost({ uri: parseUri(uri), session: undefined }, { tcp: { host, port } }, {});
}

async function greeting(stream: Awaited<ReturnType<typeof dial>>): Promise<string> {
  const [data] = await once(stream, "data");
  return String(data);
}

describe("dialOnHost", () => {
  test.each(["127.0.0.1", "0.0.0.0", "::", ""])(
    "this machine's display on %j is reached",
    async (host) => {
      expect(await greeting(await dial("qemu:///system", host))).toBe("RFB");
    },
  );

  test("a display that listens everywhere is reached at the host's own address", async () => {
    expect(await greeting(await dial("qemu+tcp://127.0.0.1/system", "0.0.0.0"))).toBe("RFB");
  });

  test.each([
    ["qemu+tls://kvm1/system", "127.0.0.1"],
    ["qemu+tcp://kvm1/system", "localhost"],
    ["qemu+tls://kvm1/system", "::1"],
  ])(
    "with %s, a display on the host's own %s is not mistaken for one on this machine",
    async (uri, host) => {
      await expect(dial(uri, host)).rejects.toMatchObject({
        reason: "unreachable",
        message: expect.stringContaining("SSH"),
      });
    },
  );

  test("nor is a socket of the host", async () => {
    const uri = parseUri("qemu+tls://kvm1/system");
    const attempt = dialOnHost({ uri, session: undefined }, { unix: "/run/vnc" }, {});
    await expect(attempt).rejects.toMatchObject({ reason: "unreachable" });
  });
});
