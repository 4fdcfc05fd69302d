import { createSocket } from "node:dgram";
import { once } from "node:events";
import { createServer, type Socket } from "node:net";
import { pino } from "pino";
import { afterEach, beforeEach, expect, test } from "vitest";
import { waitUntil } from "@/e2e/lab/wait-until";
import { loadAuditSettings } from "../settings";
import { auditFixture, entry } from "../testing/audit-fixture";
import { SyslogForwarder } from "./forwarder";

const somebody = { id: "u1", name: "ada", sessionId: null, sourceIp: null };
let a: Awaited<ReturnType<typeof auditFixture>>;
let forwarder: SyslogForwarder;
let aim: (target: { transport: "udp" | "tcp"; host: string; port: number } | null) => Promise<void>;

beforeEach(async () => {
  a = await auditFixture();
  const settings = await loadAuditSettings(a.db, a.writer, a.audit);
  forwarder = new SyslogForwarder({
    db: a.db,
    audit: a.audit,
    settings,
    log: pino({ level: "silent" }),
  });
  forwarder.start();
  aim = (syslog) => settings.change(somebody, { reason: "none", syslog, retentionDays: null });
});
afterEach(async () => {
  await forwarder.close();
  await a.remove();
});

const seqsIn = (text: string) => [...text.matchAll(/ seq="(\d+)"/g)].map(([, seq]) => Number(seq));

test("over UDP each event is one RFC 5424 message, and no control character gets through", async () => {
  const listener = createSocket("udp4");
  const messages: string[] = [];
  listener.on("message", (message) => messages.push(message.toString("utf8")));
  listener.bind(0, "127.0.0.1");
  await once(listener, "listening");
  await aim({ transport: "udp", host: "127.0.0.1", port: listener.address().port });
  const name = 'eve"]\\\r\n<13>1 forged\u001b[2J\u202e';
  await a.audit.record(entry({ actor: { ...somebody, name }, reason: 'a "quoted" ] reason' }));
  await waitUntil("both messages", () => messages.length === 2);
  listener.close();
  for (const message of messages)
    expect(message).toMatch(
      /^<110>1 \d{4}-\d\d-\d\dT[\d:.]+Z [\x21-\x7e]+ flotilla - [\w.]+ \[audit@32473 seq="\d+" hash="[0-9a-f]{64}" /,
    );
  expect(messages[1]).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  expect(messages[1]).toContain(
    String.raw`actor="eve\"\]\\\\u000d\\u000a<13>1 forged\\u001b[2J\\u202e"`,
  );
  expect(messages[1]).toContain(String.raw`reason="a \"quoted\" \] reason"`);
});

test("over TCP, framed and in order, and on from where it stopped when the receiver comes back", async () => {
  const received: string[] = [];
  const sockets = new Set<Socket>();
  const listen = async (port: number) => {
    const server = createServer((socket) => {
      sockets.add(socket);
      socket.on("data", (data) => received.push(data.toString("utf8")));
      socket.on("error", () => {});
    }).listen(port, "127.0.0.1");
    await once(server, "listening");
    return server;
  };
  const first = await listen(0);
  const address = first.address();
  const port = typeof address === "object" && address ? address.port : 0;
  await aim({ transport: "tcp", host: "127.0.0.1", port });
  await a.append(3);
  await waitUntil("four events", () => seqsIn(received.join("")).length === 4);
  first.close();
  for (const socket of sockets) socket.destroy();
  await waitUntil("the line is gone", async () => {
    await a.append(1);
    return forwarder.state.problem !== null;
  });
  const second = await listen(port);
  const { seq: newest } = await a.db.auditEvent.findFirstOrThrow({ orderBy: { seq: "desc" } });
  await waitUntil("the rest", () => seqsIn(received.join("")).at(-1) === newest);
  const text = received.join("");
  for (const [frame, length = "", head = ""] of text.matchAll(/(\d+) (<\d+>1 )/g))
    expect([frame, Number(length) > head.length]).toEqual([frame, true]);
  const seqs = seqsIn(text);
  expect(seqs).toEqual([...seqs].sort((x, y) => x - y));
  for (const socket of sockets) socket.destroy();
  second.close();
}, 30_000);

test("what is too far behind is left out, and the gap is told", async () => {
  const listener = createSocket("udp4");
  const messages: string[] = [];
  listener.on("message", (message) => messages.push(message.toString("utf8")));
  listener.bind(0, "127.0.0.1");
  await once(listener, "listening");
  await a.append(1);
  const row = await a.db.auditEvent.findFirstOrThrow();
  // Only its number matters to the sender here; nobody verifies this chain.
  await a.db.auditEvent.create({ data: { ...row, seq: 20_000 } });
  await a.db.setting.create({ data: { key: "audit.syslogCursor", value: "1" } });
  await aim({ transport: "udp", host: "127.0.0.1", port: listener.address().port });
  await waitUntil("three messages", () => messages.length === 3);
  listener.close();
  expect(messages[0]).toContain(`[audit@32473 from="2" to="10001"] events not sent`);
  expect(messages.slice(1).flatMap(seqsIn)).toEqual([20_000, 20_001]);
});
