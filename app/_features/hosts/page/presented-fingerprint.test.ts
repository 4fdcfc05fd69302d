import { describe, expect, it } from "vitest";
import { presentedFingerprint } from "./presented-fingerprint";

const old = `SHA256:${"a".repeat(43)}`;
const fresh = `SHA256:${"b".repeat(43)}`;

describe("presentedFingerprint", () => {
  it("takes the one that is not pinned, whatever its name", () => {
    const params = { expected: old, presented: fresh, host: "kvm1" };
    expect(presentedFingerprint({ code: "hostKeyChanged", params }, old)).toBe(fresh);
  });

  it("never offers text that is no fingerprint, nor the pinned one again", () => {
    const params = { presented: "SHA256:short", other: old };
    expect(presentedFingerprint({ code: "hostKeyChanged", params }, old)).toBeNull();
    expect(presentedFingerprint(null, old)).toBeNull();
  });
});
