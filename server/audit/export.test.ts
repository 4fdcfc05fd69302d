import { expect, test } from "vitest";
import { exportAudit } from "./export";
import { auditFixture, entry } from "./testing/audit-fixture";

test("formulas in names are harmless in the CSV, and the JSON holds every event", async () => {
  const a = await auditFixture();
  for (const name of ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", 'quote "it", twice'])
    await a.audit.record(entry({ actor: { id: "u1", name, sessionId: null, sourceIp: null } }));
  await a.append(600);
  const all = async (format: "csv" | "json", q = "") => {
    const parts: string[] = [];
    for await (const part of exportAudit(a.db, { format, q })) parts.push(part);
    return parts.join("");
  };
  const csv = await all("csv", "seq<=7");
  expect(csv.startsWith("\uFEFFseq,at,actor,")).toBe(true);
  for (const cell of ["'=1+1", "'+1", "'-1", "'@SUM(A1)", "'\t=1", `"'\r=1"`])
    expect(csv).toContain(`,${cell},`);
  expect(csv).toContain(`,"quote ""it"", twice",`);
  expect(csv.replace(/"'\r=1"/, "").split("\r\n")).toHaveLength(7 + 2);
  const events: unknown = JSON.parse(await all("json"));
  expect(events).toHaveLength(607);
  expect(JSON.parse(await all("json", "actor=nobody"))).toEqual([]);
  await a.remove();
});
