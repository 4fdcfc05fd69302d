import {
  AbortedError,
  AuthError,
  ConnectionClosedError,
  LibvirtError,
  ProtocolError,
  TimeoutError,
  TransportError,
  UriError,
} from "node-libvirt";
import { describe, expect, it } from "vitest";
import { AppError } from "../problem";
import { problemOfHostError } from "./problem-of";

function libvirtError(code: number, message: string, domain = 10): LibvirtError {
  const error = { code, domain, message, level: 2, dom: null, net: null };
  const more = { str1: null, str2: null, str3: null, int1: 0, int2: 0 };
  return new LibvirtError(
    { ...error, ...more },
    { name: "domainCreateWithFlags", number: 196, program: 0x20008086 },
  );
}

describe("libvirt's errors, by code first", () => {
  it.each([
    [3, "this function is not supported by the connection driver", "libvirtTooOld"],
    [42, "Domain not found: no domain with matching uuid", "machineGone"],
    [45, "authentication failed", "libvirtDenied"],
    [55, "Requested operation is not valid: domain is already running", "machineStateWrong"],
    [55, "Requested operation is not valid: network 'default' is not active", "networkInactive"],
    [68, "Timed out during operation: cannot acquire state change lock", "machineBusy"],
    [78, "operation aborted: migration out job: canceled by client", "migrationCancelled"],
    [81, "Unsafe migration: Migration without shared storage is unsafe", "migrationUnsafe"],
    [86, "Guest agent is not responding", "agentMissing"],
    [88, "access denied", "accessDeniedOnHost"],
    [91, "the CPU is incompatible with host CPU", "migrationCpu"],
    [1, 'internal error: process exited: Failed to get "write" lock', "imageLocked"],
    [1, "internal error: no such thing at all", "libvirtFailed"],
    [9, "operation failed: domain 'x' already exists with uuid 1", "migrationNameTaken"],
    [38, "Cannot access storage file '/x' (as uid:1): Permission denied", "accessDeniedOnHost"],
    [38, "Cannot access storage file '/x': No such file or directory", "diskMissing"],
    [38, "cannot extend file '/x': No space left on device", "noSpace"],
    [38, "Cannot get interface MTU on 'br0': No such device", "bridgeMissing"],
    [999, "from the future", "libvirtFailed"],
  ])("%i %s → %s", (code, message, expected) => {
    const problem = problemOfHostError(libvirtError(code, message));
    expect(problem).toMatchObject({ code: expected, detail: message });
    expect(problem.params).toEqual({ libvirtCode: code, libvirtDomain: 10 });
  });
});

describe("reaching a host", () => {
  it.each([
    ["dns", "hostUnresolvable"],
    ["refused", "hostRefused"],
    ["unreachable", "hostUnreachable"],
    ["timeout", "hostTimeout"],
    ["hostKeyUnknown", "hostKeyUnknown"],
    ["hostKeyChanged", "hostKeyChanged"],
    ["keyRejected", "keyRejected"],
    ["passwordRejected", "passwordRejected"],
    ["noSocket", "libvirtMissing"],
    ["socketDenied", "libvirtDenied"],
    ["forwardingDenied", "forwardingDenied"],
    ["certificateRefused", "certificateRefused"],
    ["certificateInvalid", "certificateInvalid"],
    ["notSsh", "notSsh"],
    ["notLibvirt", "notLibvirt"],
  ] as const)("%s → %s, with the facts as parameters", (reason, code) => {
    const error = new TransportError({ step: "reach", reason, facts: { host: "kvm1" } }, "text");
    expect(problemOfHostError(error)).toEqual({ code, params: { host: "kvm1" }, detail: "text" });
  });

  it.each([
    [new UriError("unknown driver", "driver"), "uriSchemeUnknown"],
    [new UriError("unknown transport", "transport"), "uriSchemeUnknown"],
    [new UriError("port", "port"), "uriPortOutOfRange"],
    [new UriError("unknown parameter", "no_verfy"), "uriParamUnknown"],
    [new UriError("not a URI"), "uriMalformed"],
    [new AuthError("saslRejected", "no"), "saslRejected"],
    [new AuthError("polkitDenied", "no"), "libvirtDenied"],
    [new TimeoutError("domainGetInfo", 5_000), "hostTimeout"],
    [new ConnectionClosedError("gone"), "connectionLost"],
    [new ProtocolError("garbage"), "protocolBroken"],
    [new AbortedError("aborted"), "connectionLost"],
    [new AppError({ code: "hostOffline" }), "hostOffline"],
    [new Error("a bug of ours with /a/path"), "internal"],
    ["not even an error", "internal"],
  ])("%s → %s", (error, code) => {
    expect(problemOfHostError(error).code).toBe(code);
  });

  it("never repeats the text of an error that is ours", () => {
    expect(problemOfHostError(new Error("secret"))).toEqual({ code: "internal" });
  });
});

it("bounds hostile text and makes what would hide or reorder it visible", () => {
  const problem = problemOfHostError(libvirtError(1, `\u202egpj.exe\x1b[2J${"A".repeat(100_000)}`));
  expect(problem.detail).toMatch(/^‹U\+202E›gpj\.exe␛\[2JA+…$/);
  expect(problem.detail?.length).toBeLessThan(2_100);
});
