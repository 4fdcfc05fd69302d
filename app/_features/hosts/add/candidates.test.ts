import { describe, expect, it } from "vitest";
import type { ConnectStep, ParsedAddress } from "@/server/hosts/types";
import { type CandidateAction, candidatesAfter, neededFrom, shownFingerprint } from "./candidates";

const key = `SHA256:${"a".repeat(43)}`;
const uri = "qemu+ssh://ops@kvm1/system";
const address = (part: Partial<ParsedAddress> = {}): ParsedAddress => ({
  line: 1,
  text: "ops@kvm1",
  uri,
  suggestedName: "kvm1",
  problem: null,
  ...part,
});
const step = (part: Partial<ConnectStep>): ConnectStep => ({
  name: "hostKey",
  status: "pass",
  params: {},
  problem: null,
  ...part,
});
const started = candidatesAfter([], { kind: "start", addresses: [address()] });
function moved(...actions: CandidateAction[]) {
  const list = actions.reduce(
    (all, action) => candidatesAfter(all, { kind: "one", uri, action }),
    started,
  );
  const [candidate] = list;
  if (candidate === undefined) throw new Error("the candidate is gone");
  return candidate;
}
const verdict = (ok: boolean, hostKeySha256: string | null = null): CandidateAction => ({
  kind: "message",
  run: 1,
  message: {
    kind: "verdict",
    ok,
    hostname: "kvm1",
    suggestedName: "kvm1.lan",
    machineCount: ok ? 41 : null,
    hostKeySha256,
  },
});
const failing = (problem: ConnectStep["problem"]): CandidateAction => ({
  kind: "message",
  run: 1,
  message: { kind: "step", step: step({ status: "fail", problem }) },
});

describe("host candidates", () => {
  it("takes each understood address once and leaves the others out", () => {
    const list = candidatesAfter(started, {
      kind: "start",
      addresses: [
        address(),
        address({ line: 2, uri: null, problem: { code: "uriMalformed" } }),
        address({ line: 3, uri: "qemu:///system", suggestedName: null }),
        address({ line: 4, uri: "qemu+tcp://b/system", problem: { code: "hostKnown" } }),
      ],
    });
    expect(list.map((candidate) => candidate.uri)).toEqual([uri, "qemu:///system"]);
  });

  it("keeps a typed name and takes a better suggestion otherwise", () => {
    expect(moved(verdict(true)).name).toBe("kvm1.lan");
    expect(moved({ kind: "rename", name: "rack 4" }, verdict(true)).name).toBe("rack 4");
  });

  it("asks for the fingerprint when the key is unknown and starts again once it is trusted", () => {
    const stopped = moved(failing({ code: "hostKeyUnknown" }), verdict(false, key));
    expect(neededFrom(stopped)).toBe("fingerprint");
    expect(shownFingerprint(stopped)).toBe(key);
    const trusted = moved(verdict(false, key), { kind: "trust", fingerprint: key });
    expect(trusted).toMatchObject({ run: 2, trusted: key, state: "checking", steps: [] });
  });

  it("finds the fingerprint in the host key's line when the verdict has none", () => {
    const stopped = moved(failing({ code: "hostKeyUnknown", params: { sha256: key } }));
    expect(shownFingerprint(stopped)).toBe(key);
  });

  it("asks for what the failed step needs", () => {
    for (const [code, need] of [
      ["keyRejected", "key"],
      ["hostKeyChanged", "newFingerprint"],
      ["saslRejected", "sasl"],
      ["hostUnreachable", null],
    ] as const) {
      expect(neededFrom(moved(failing({ code }), verdict(false)))).toBe(need);
    }
  });

  it("asks for a key over SSH and for a login elsewhere when the host wants one", () => {
    const missing = failing({ code: "signInMethodMissing" });
    expect(neededFrom(moved(missing, verdict(false)))).toBe("key");
    const tcp = moved(missing, verdict(false));
    expect(neededFrom({ ...tcp, uri: "qemu+tcp://kvm1/system" })).toBe("sasl");
  });

  it("ignores what an abandoned run still says", () => {
    const retried = moved({ kind: "retry" }, verdict(true));
    expect(retried).toMatchObject({ run: 2, state: "checking" });
  });

  it("drops the SASL password once the host is added", () => {
    const login = { username: "u", password: "p" };
    expect(moved({ kind: "sasl", login }).sasl).toEqual(login);
    expect(moved({ kind: "sasl", login }, { kind: "added", hostId: "h" }).sasl).toBeNull();
  });
});
