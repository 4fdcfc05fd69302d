import { IncomingMessage } from "node:http";
import { Socket } from "node:net";
import { createOTP } from "@better-auth/utils/otp";
import { hashPassword as scryptHash } from "better-auth/crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Context, SignedInContext } from "../api/context";
import { type ServerFixture, startServerFixture } from "../hosts/testing/server-fixture";
import { acceptInvitation } from "../people/accept-invitation";
import { enablePerson } from "../people/enable";
import { invite } from "../people/invite";
import { testOwnerId } from "../rights/testing/test-owner";
import { assertProved } from "./assert-proved";
import { claimOwner } from "./claim-owner";
import { SignInFactorInput, SignInInput } from "./schema";
import { signIn } from "./sign-in";
import { signInFactor } from "./sign-in-factor";
import { stepUp } from "./step-up";
import { beginTotp } from "./totp/begin";
import { confirmTotp } from "./totp/confirm";

const owner = { name: "ada", password: "a long enough secret" };
const adasRow = { where: { username: owner.name } };
const STEP_MS = 30_000;
let server: ServerFixture;
let seed = "";
let codes: string[] = [];

beforeAll(async () => {
  server = await startServerFixture();
});
afterAll(() => server.stop());

/** One browser: its cookies, and calls from an address of its own. */
function browser(sourceIp = "10.0.0.1") {
  const jar = new Map<string, string>();
  const cookie = () => [...jar].map(([key, value]) => `${key}=${value}`).join("; ");
  const context = async (): Promise<Context> => {
    const request = new IncomingMessage(new Socket());
    request.headers.cookie = cookie();
    return {
      runtime: server.runtime,
      request,
      sourceIp,
      signedIn: await server.runtime.access.session(request.headers),
      setCookie: (line) => {
        const [pair = ""] = line.split(";");
        jar.set(pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1));
      },
    };
  };
  const signedIn = async (): Promise<SignedInContext> => {
    const ctx = await context();
    if (!ctx.signedIn) throw new Error("not signed in");
    const { runtime } = server;
    const rights = runtime.rights.of(ctx.signedIn.subject);
    return { ...ctx, verb: { ...ctx.signedIn, runtime, rights, sourceIp } };
  };
  return { context, signedIn, cookie };
}

const problem = (code: string) =>
  expect.objectContaining({ problem: expect.objectContaining({ code }) });
const codeAt = (step: number) => createOTP(seed).hotp(step);
const stepNow = () => Math.floor(Date.now() / STEP_MS);

test("the owner's account is made once, with an argon2id hash", async () => {
  const ada = browser();
  const code = server.runtime.access.setupCode?.text ?? "";
  await claimOwner(await ada.context(), { ...owner, code, locale: "en", theme: "light" });
  expect((await ada.signedIn()).verb.person.name).toBe("ada");
  const account = await server.runtime.db.account.findFirstOrThrow();
  expect(account.password).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  await expect(
    claimOwner(await browser().context(), { ...owner, code, locale: "en", theme: "light" }),
  ).rejects.toEqual(problem("setupDone"));
});

test("a scrypt hash of an earlier version still lets in, and is replaced", async () => {
  const { db } = server.runtime;
  await db.account.updateMany({ data: { password: await scryptHash(owner.password) } });
  expect(await signIn(await browser().context(), owner)).toMatchObject({ step: "done" });
  expect((await db.account.findFirstOrThrow()).password).toMatch(/^\$argon2id\$/);
});

test("with a second factor the password opens no session, and no field can skip it", async () => {
  const ada = browser();
  await signIn(await ada.context(), owner);
  const { uri } = await beginTotp((await ada.signedIn()).verb);
  const draft = server.runtime.access.totpDrafts.get((await ada.signedIn()).verb.sessionId);
  seed = draft ?? "";
  expect(uri).toContain("otpauth://totp/Flotilla:ada");
  const first = await codeAt(stepNow() - 1);
  ({ recoveryCodes: codes } = await confirmTotp((await ada.signedIn()).verb, { code: first }));
  expect(codes).toHaveLength(10);

  const next = browser();
  const begun = await signIn(await next.context(), owner);
  expect(begun).toMatchObject({ step: "factor", factors: ["totp", "recovery"] });
  expect((await next.context()).signedIn).toBeNull();
  for (const extra of ["attempt", "step", "factor", "userId", "method", "code", "tfa-challenge"])
    expect(SignInInput.safeParse({ ...owner, [extra]: "x" }).success).toBe(false);
  for (const extra of ["userId", "name", "password", "method", "step"])
    expect(
      SignInFactorInput.safeParse({
        attempt: "x",
        proof: { kind: "totp", code: "123456" },
        [extra]: "x",
      }).success,
    ).toBe(false);
  await expect(
    signInFactor(await next.context(), {
      attempt: "made-up",
      proof: { kind: "totp", code: await codeAt(stepNow()) },
    }),
  ).rejects.toEqual(problem("signInExpired"));
});

test("each code gets in once: not twice in its step, nor two at the same time", async () => {
  const begin = async () => {
    const visitor = browser("10.0.0.2");
    const step = await signIn(await visitor.context(), owner);
    if (step.step !== "factor") throw new Error("the factor was skipped");
    return async (code: string) =>
      signInFactor(await visitor.context(), {
        attempt: step.attempt,
        proof: { kind: "totp", code },
      });
  };
  const [one, two] = [await begin(), await begin()];
  const code = await codeAt(stepNow() + 1);
  const both = await Promise.allSettled([one(code), two(code)]);
  expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  await expect((await begin())(code)).rejects.toEqual(problem("factorWrong"));
});

test("a recovery code gets in once, and only its hash is kept", async () => {
  const [code = ""] = codes;
  const use = async () => {
    const visitor = browser("10.0.0.3");
    const step = await signIn(await visitor.context(), owner);
    if (step.step !== "factor") throw new Error("the factor was skipped");
    return signInFactor(await visitor.context(), {
      attempt: step.attempt,
      proof: { kind: "recovery", code },
    });
  };
  expect(await use()).toMatchObject({ step: "done" });
  await expect(use()).rejects.toEqual(problem("factorWrong"));
  const rows = await server.runtime.db.recoveryCode.findMany();
  expect(rows).toHaveLength(9);
  expect(JSON.stringify(rows)).not.toContain(code);
});

test("a stranger who hammers the account stops nobody at a known device", async () => {
  for (let tries = 0; tries < 12; tries++)
    await signIn(await browser(`10.9.0.${tries}`).context(), {
      ...owner,
      password: "wrong",
    }).catch(() => undefined);
  await expect(signIn(await browser("10.9.1.1").context(), owner)).rejects.toEqual(
    problem("throttled"),
  );
  const known = browser("10.0.0.9");
  const ada = await server.runtime.db.user.findUniqueOrThrow(adasRow);
  (await known.context()).setCookie(server.runtime.access.devices.issue(ada.id));
  expect(await signIn(await known.context(), owner)).toMatchObject({ step: "factor" });
});

test("a step-up renews the session's token and proof; an old proof is not enough", async () => {
  const ada = await server.runtime.db.user.findUniqueOrThrow(adasRow);
  const visitor = browser("10.0.0.4");
  (await visitor.context()).setCookie(server.runtime.access.devices.issue(ada.id));
  const step = await signIn(await visitor.context(), owner);
  if (step.step !== "factor") throw new Error("the factor was skipped");
  await signInFactor(await visitor.context(), {
    attempt: step.attempt,
    proof: { kind: "recovery", code: codes[1] ?? "" },
  });
  const { sessionId } = (await visitor.signedIn()).verb;
  await server.runtime.db.session.update({
    where: { id: sessionId },
    data: { provedAt: new Date(Date.now() - 6 * 60_000) },
  });
  const stale = await visitor.signedIn();
  expect(() => assertProved(stale)).toThrow(problem("stepUpNeeded"));
  const before = visitor.cookie();
  await stepUp(stale, { proof: { kind: "password", password: owner.password } });
  const fresh = await visitor.signedIn();
  expect(() => assertProved(fresh)).not.toThrow();
  expect(fresh.verb.sessionId).toBe(sessionId);
  expect(await server.runtime.access.session({ cookie: before })).toBeNull();
});

test("an invitation makes one account with what was promised; disabling it ends its sessions", async () => {
  const { runtime } = server;
  const ada = await runtime.db.user.findUniqueOrThrow(adasRow);
  const rights = runtime.rights.of({ kind: "person", personId: ada.id });
  const verb = { ...server.ctx, rights, person: { ...server.ctx.person, id: ada.id, name: "ada" } };
  const scope = { kind: "fleet" } as const;
  const { secret } = await invite(verb, {
    label: "Bob",
    groupIds: [],
    grants: [{ role: "operator", scope }],
    expiresInHours: 1,
  });
  const bob = browser("10.0.0.5");
  const joining = { secret, password: "another long secret", locale: "en", theme: "dark" } as const;
  await acceptInvitation(await bob.context(), { ...joining, name: "bob" });
  const { verb: joined } = await bob.signedIn();
  expect(joined.rights.can("machine.power.on", scope)).toBe(true);
  expect(joined.rights.can("access.manage", scope)).toBe(false);
  await expect(
    acceptInvitation(await browser("10.0.0.6").context(), { ...joining, name: "eve" }),
  ).rejects.toEqual(problem("invitationGone"));

  const beyond = { label: "x", groupIds: [], grants: [{ role: "owner", scope }] } as const;
  await expect(
    invite(joined, { ...beyond, groupIds: [], grants: [...beyond.grants], expiresInHours: 1 }),
  ).rejects.toEqual(problem("rightNotHeld"));

  const ended: string[] = [];
  runtime.access.sessions.onEnd((ids) => ended.push(...ids));
  await enablePerson(verb, { personId: joined.person.id, enabled: false });
  expect(ended).toEqual([joined.sessionId]);
  expect((await bob.context()).signedIn).toBeNull();
  await enablePerson(verb, { personId: testOwnerId, enabled: false });
  await expect(enablePerson(verb, { personId: ada.id, enabled: false })).rejects.toEqual(
    problem("lastOwner"),
  );
  expect(
    (await runtime.db.user.findUniqueOrThrow({ where: { id: ada.id } })).disabledAt,
  ).toBeNull();
});
