import { describe, expect, test } from "vitest";
import type { RawCall, SaslReply } from "../auth-types";
import { NodeLibvirtError } from "../errors/errors";
import { buildAuthenticator } from "./authenticator";
import { chooseMechanism, type Protection, signInSasl } from "./sasl";
import { saslPrep } from "./saslprep";

class Refusal extends NodeLibvirtError {
  readonly code = "LIBVIRT";
}

const credentials = { username: "admin", password: "secret" };
const done: SaslReply = { complete: 1, nil: 1, data: new Uint8Array(0) };

function daemon(parts: Partial<RawCall> & { mechlist?: string }) {
  const seen: string[] = [];
  const call: RawCall = {
    authPolkit: async () => {
      seen.push("polkit");
    },
    authSaslInit: async () => {
      seen.push("init");
      return { mechlist: parts.mechlist ?? "" };
    },
    authSaslStart: async (args) => {
      seen.push(`start ${args.mech} ${Buffer.from(args.data).toString("hex")}`);
      return done;
    },
    authSaslStep: async () => done,
    ...parts,
  };
  return { call, seen };
}

function authenticator(protection: Protection, insistOn?: string, withPassword = true) {
  return buildAuthenticator({
    protection,
    sasl: withPassword ? credentials : undefined,
    insistOn,
  });
}

describe("chooseMechanism", () => {
  test.each([
    ["PLAIN,SCRAM-SHA-256", "tls", undefined, "SCRAM-SHA-256"],
    ["SCRAM-SHA-256,SCRAM-SHA-512", "local", undefined, "SCRAM-SHA-512"],
    ["SCRAM-SHA-256,SCRAM-SHA-512", "local", "SCRAM-SHA-256", "SCRAM-SHA-256"],
    ["GSSAPI PLAIN", "tls", undefined, "PLAIN"],
  ] as const)("of %s over %s (wish: %s) takes %s", (mechlist, protection, mechanism, want) => {
    expect(chooseMechanism(mechlist, { protection, mechanism })).toBe(want);
  });

  test.each([
    ["PLAIN", "ssh", undefined, /PLAIN is used over TLS only/],
    ["GSSAPI", "tls", undefined, /offers GSSAPI/],
    ["", "tls", undefined, /offers none/],
    ["SCRAM-SHA-256", "tls", "SCRAM-SHA-512", /wanted is SCRAM-SHA-512/],
    ["GSSAPI", "tls", "GSSAPI", /no SASL mechanism in common/],
  ] as const)(
    "of %s over %s (wish: %s) takes none and says why",
    (mechlist, protection, mechanism, why) => {
      const choose = () => chooseMechanism(mechlist, { protection, mechanism });
      expect(choose).toThrow(expect.objectContaining({ reason: "saslMechanism" }));
      expect(choose).toThrow(why);
    },
  );
});

describe("buildAuthenticator", () => {
  test("a daemon that offers none is asked nothing", async () => {
    const { call, seen } = daemon({});
    await authenticator("local")(call, [0, 2]);
    expect(seen).toEqual([]);
  });

  test("polkit is one call without arguments", async () => {
    const { call, seen } = daemon({});
    await authenticator("ssh")(call, [2]);
    expect(seen).toEqual(["polkit"]);
  });

  test("a polkit refusal says what to do on the host", async () => {
    const { call } = daemon({ authPolkit: () => Promise.reject(new Refusal("denied")) });
    await expect(authenticator("ssh")(call, [2])).rejects.toMatchObject({
      reason: "polkitDenied",
      message: expect.stringContaining("libvirt group"),
    });
  });

  test("a lost connection during sign-in is not called a refusal", async () => {
    const lost = new Error("socket gone");
    const { call } = daemon({ authPolkit: () => Promise.reject(lost) });
    await expect(authenticator("ssh")(call, [2])).rejects.toBe(lost);
  });

  test("SASL over plain TCP is refused before anything is sent", async () => {
    const { call, seen } = daemon({ mechlist: "SCRAM-SHA-256" });
    await expect(authenticator("none")(call, [1])).rejects.toMatchObject({
      reason: "saslNeedsTls",
    });
    expect(seen).toEqual([]);
  });

  test("SASL without credentials says that they are missing", async () => {
    const { call } = daemon({});
    await expect(authenticator("tls", undefined, false)(call, [1])).rejects.toMatchObject({
      reason: "credentialsMissing",
    });
  });

  test.each([
    [[0], "sasl"],
    [[1, 2], "none"],
    [[7], undefined],
    [[], undefined],
  ])("of schemes %j with the wish %s none is acceptable", async (offered, insistOn) => {
    const { call, seen } = daemon({});
    await expect(authenticator("tls", insistOn)(call, offered)).rejects.toMatchObject({
      reason: "noneAcceptable",
    });
    expect(seen).toEqual([]);
  });

  test("auth=polkit prefers polkit where SASL is offered as well", async () => {
    const { call, seen } = daemon({});
    await authenticator("tls", "polkit")(call, [1, 2]);
    expect(seen).toEqual(["polkit"]);
  });
});

describe("signInSasl", () => {
  test("PLAIN sends an empty identity, the user and the password", async () => {
    const { call, seen } = daemon({ mechlist: "PLAIN" });
    await signInSasl(call, credentials, { protection: "tls", mechanism: undefined });
    expect(seen).toEqual(["init", `start PLAIN ${Buffer.from("\0admin\0secret").toString("hex")}`]);
  });

  test("a daemon that says welcome without its proof is not trusted", async () => {
    const { call } = daemon({
      mechlist: "SCRAM-SHA-256",
      authSaslStart: async ({ data }) => {
        const nonce = Buffer.from(data).toString().split("r=")[1];
        return { complete: 0, nil: 0, data: Buffer.from(`r=${nonce}x,s=c2FsdA==,i=4096`) };
      },
    });
    await expect(
      signInSasl(call, credentials, { protection: "tls", mechanism: undefined }),
    ).rejects.toMatchObject({ code: "AUTH" });
  });

  test("a refused password is told apart from a lost connection", async () => {
    const { call } = daemon({
      mechlist: "PLAIN",
      authSaslStart: () => Promise.reject(new Refusal("authentication failed")),
    });
    await expect(
      signInSasl(call, credentials, { protection: "tls", mechanism: undefined }),
    ).rejects.toMatchObject({
      reason: "saslRejected",
      message: expect.not.stringContaining("secret"),
    });
  });
});

describe("saslPrep", () => {
  // RFC 4013, section 3.
  test.each([
    ["I\u00adX", "IX"],
    ["user", "user"],
    ["USER", "USER"],
    ["\u00aa", "a"],
    ["\u2168", "IX"],
    ["a\u00a0b", "a b"],
  ])("%j is prepared as %j", (text, want) => {
    expect(saslPrep(text, "password")).toBe(want);
  });

  test.each(["\u0007", "", "\u00ad", "a\nb"])("%j is refused", (text) => {
    expect(() => saslPrep(text, "password")).toThrow(/password/);
  });
});
