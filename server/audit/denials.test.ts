import { pino } from "pino";
import { expect, test } from "vitest";
import { createDenials, type Denial } from "./denials";
import { auditFixture } from "./testing/audit-fixture";

const denial = (sessionId: string): Denial => ({
  actor: { id: "u2", name: "bob", sessionId, sourceIp: "10.0.0.9" },
  call: "hosts.remove",
  action: "host.manage",
  objects: [{ kind: "host", id: "h1", name: "kvm1" }],
  problem: { code: "forbidden", params: { action: "host.manage" } },
});

test("a flood of one session is counted, and another session's refusal is not lost in it", async () => {
  const a = await auditFixture();
  const denials = createDenials(a.audit, pino({ level: "silent" }));
  for (let n = 0; n < 500; n++) denials.note(denial("s1"));
  denials.note(denial("s2"));
  await denials.close();
  const events = await a.db.auditEvent.findMany({ orderBy: { seq: "asc" } });
  const of = (session: string, action: string) =>
    events.filter((event) => event.sessionId === session && event.action === action);
  expect(of("s1", "access.denied")).toHaveLength(10);
  expect(of("s2", "access.denied")).toHaveLength(1);
  expect(of("s1", "access.deniedMany").map(({ data }) => JSON.parse(data).after)).toEqual([
    { count: 490 },
  ]);
  expect(events).toHaveLength(12);
  expect((await a.verify()).ok).toBe(true);
  await a.remove();
});
