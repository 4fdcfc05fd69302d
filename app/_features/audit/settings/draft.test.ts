import { expect, test } from "vitest";
import { defaultAuditSettings } from "@/server/audit/schema";
import { draftOf, readDraft } from "./draft";

const blank = draftOf(defaultAuditSettings);

test("what is stored comes back from the form as it was", () => {
  const stored = {
    reason: "all",
    syslog: { transport: "tls", host: "log.example.org", port: 6514 },
    retentionDays: 365,
  } as const;
  expect(readDraft(draftOf(stored))).toEqual(stored);
  expect(readDraft(blank)).toEqual(defaultAuditSettings);
});

test.each([
  ["host", { transport: "udp", host: "two words" }],
  ["host", { transport: "udp", host: "" }],
  ["port", { transport: "udp", host: "a", port: "70000" }],
  ["port", { transport: "udp", host: "a", port: "5e2" }],
  ["days", { days: "7" }],
  ["days", { days: "-30" }],
  ["days", { days: "forever" }],
] as const)("a wrong %s is found in %o", (field, change) => {
  expect(readDraft({ ...blank, ...change })).toEqual(new Set([field]));
});
