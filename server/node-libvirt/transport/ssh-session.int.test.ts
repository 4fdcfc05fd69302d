import { createHash, randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connect } from "../connect";
import { FaultyServer } from "./testing/faulty-server";
import { eventually } from "./testing/run";
import { SshLab, sessionOn, uriOf } from "./testing/ssh-lab";
import type { TestSshd } from "./testing/sshd";

let lab: SshLab;
let open: TestSshd;

beforeAll(async () => {
  lab = await SshLab.start();
  open = await lab.server();
});

afterAll(() => lab?.stop());

describe("SshSession", () => {
  test("carries fifty connections at once over one sign-in", async () => {
    const shared = await sessionOn(open);
    const options = { sshSession: shared };
    const connections = await Promise.all(
      Array.from({ length: 50 }, () => connect(uriOf(open), options)),
    );
    expect(await Promise.all(connections.map((c) => c.remote.connectNumOfDomains()))).toHaveLength(
      50,
    );
    await Promise.all(connections.map((connection) => connection.close()));
    shared.close();
  });

  test("runs one command beside forwarded sockets, for answers that do not wait for one another", async () => {
    const server = await lab.server();
    const shared = await sessionOn(server);
    const options = { sshSession: shared };
    const connections = await Promise.all([1, 2].map(() => connect(uriOf(server), options)));
    await eventually(async () => expect(server.log()).toContain("Close session"));
    expect(server.log().match(/Starting session: command/g)).toHaveLength(1);
    await Promise.all(connections.map((connection) => connection.close()));
    shared.close();
  });

  test("its end ends what it carries", async () => {
    const shared = await sessionOn(open);
    const connection = await connect(uriOf(open), { sshSession: shared });
    shared.close();
    expect(await connection.closed).toMatchObject({ code: "CONNECTION_CLOSED" });
    await expect(shared.exec(["true"])).rejects.toMatchObject({ code: "CONNECTION_CLOSED" });
  });

  test("reaches ports and sockets as the host sees them, forwarded or by netcat", async () => {
    const greeter = createServer((socket) => socket.end("RFB 003.008\n"));
    await new Promise<void>((resolve) => greeter.listen(0, "127.0.0.1", resolve));
    const address = greeter.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const shared = await sessionOn(open);
    const stream = await shared.openTcp("127.0.0.1", port);
    expect(String((await once(stream, "data"))[0])).toBe("RFB 003.008\n");
    await expect(shared.openUnixSocket("/run/nothing")).rejects.toMatchObject({
      reason: "noSocket",
    });
    shared.close();
    greeter.close();
  });

  test("exec gives arguments, input, output and status as they are", async () => {
    const shared = await sessionOn(open);
    const words = ["a b", "$HOME", "`id`", "it's", '"q"', "*", "", "--", "\\", "é"] as const;
    const printed = await shared.exec(["printf", "[%s]", ...words]);
    expect(printed).toEqual({
      code: 0,
      stdout: words.map((word) => `[${word}]`).join(""),
      stderr: "",
    });
    expect(await shared.exec(["cat"], { input: "from here" })).toMatchObject({
      stdout: "from here",
    });
    expect(await shared.exec(["ls", "/nonexistent"])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("/nonexistent"),
    });
    await expect(shared.exec(["cat", "/dev/zero"], { maxOutputBytes: 1000 })).rejects.toMatchObject(
      {
        code: "PROTOCOL",
      },
    );
    await expect(shared.exec(["sleep", "60"], { timeoutMs: 100 })).rejects.toMatchObject({
      code: "TIMEOUT",
    });
    shared.close();
  });
});

describe("a session under strain", () => {
  test("what nobody reads is not fetched without bound", async () => {
    const shared = await sessionOn(open);
    const stream = await shared.spawn(["cat", "/dev/zero"]);
    await once(stream, "readable");
    await expect.poll(() => stream.readableLength).toBeGreaterThan(0);
    const other = await shared.exec(["echo", "still here"]);
    expect(other.stdout).toBe("still here\n");
    expect(stream.readableLength).toBeLessThan(4 * 1024 * 1024);
    stream.destroy();
    shared.close();
  });

  test("twenty megabytes there and back arrive as they were", async () => {
    const shared = await sessionOn(open);
    const stream = await shared.spawn(["cat"]);
    const sent = createHash("sha256");
    const got = createHash("sha256");
    const finished = new Promise((resolve) =>
      stream.on("data", (d) => got.update(d)).on("end", resolve),
    );
    for (let count = 0; count < 320; count++) {
      const chunk = randomBytes(65_536);
      sent.update(chunk);
      if (!stream.write(chunk)) await once(stream, "drain");
    }
    stream.end();
    await finished;
    expect(got.digest("hex")).toBe(sent.digest("hex"));
    shared.close();
  });

  test("a server that stops answering ends the session by keepalive, and a write with it", async () => {
    const shared = await sessionOn(open, { keepaliveIntervalMs: 100 });
    const stream = await shared.spawn(["cat"]);
    stream.pause();
    const failed = once(stream, "error");
    const resume = await open.freezeSessions();
    const written = new Promise<Error | null | undefined>((resolve) => {
      stream.write(Buffer.alloc(8 * 1024 * 1024), resolve);
    });
    await expect(shared.exec(["true"], { timeoutMs: 50 })).rejects.toMatchObject({
      code: "TIMEOUT",
    });
    await shared.closed;
    expect(shared.isOpen).toBe(false);
    expect(await failed).toMatchObject([{ code: "CONNECTION_CLOSED" }]);
    expect(await written).toBeInstanceOf(Error);
    resume();
  });
});

describe("a server that is none", () => {
  test("nobody there", async () => {
    const server = await FaultyServer.start(() => {});
    const { port } = server;
    await server.stop();
    await expect(connect(`test+ssh://root@127.0.0.1:${port}/default`)).rejects.toMatchObject({
      step: "reach",
      reason: "refused",
    });
  });

  test("no such name", async () => {
    await expect(connect("test+ssh://root@no-such-host.invalid/default")).rejects.toMatchObject({
      step: "resolve",
      reason: "dns",
    });
  });

  test("accepts and stays silent: over at the deadline, and the socket with it", async () => {
    const server = await FaultyServer.start(() => {});
    const attempt = connect(`test+ssh://root@127.0.0.1:${server.port}/default`, { timeoutMs: 200 });
    await expect(attempt).rejects.toMatchObject({ step: "hostKey", reason: "timeout" });
    await expect.poll(() => server.clients).toBe(0);
    await server.stop();
  });

  test("closes at once", async () => {
    const server = await FaultyServer.start((socket) => socket.end());
    const attempt = connect(`test+ssh://root@127.0.0.1:${server.port}/default`);
    await expect(attempt).rejects.toMatchObject({ step: "hostKey", reason: "reset" });
    await server.stop();
  });

  test("talks another protocol", async () => {
    const server = await FaultyServer.start((socket) => {
      socket.write(`HTTP/1.1 400 Bad Request\r\n${"x".repeat(100_000)}\r\n`);
    });
    const attempt = connect(`test+ssh://root@127.0.0.1:${server.port}/default`, {
      timeoutMs: 3000,
    });
    await expect(attempt).rejects.toMatchObject({ step: "hostKey", reason: "notSsh" });
    await server.stop();
  });
});
