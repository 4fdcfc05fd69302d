import { describe, expect, test } from "vitest";
import type { Attempt } from "./credentials";
import { SignInPlan } from "./sign-in";

const username = "root";
const agent: Attempt = {
  method: "agent",
  wireName: "publickey",
  offer: { type: "agent", username, agent: "/a" },
};
const key: Attempt = {
  method: "privkey",
  wireName: "publickey",
  offer: { type: "publickey", username, key: "k" },
};
const password: Attempt = {
  method: "password",
  wireName: "password",
  offer: { type: "password", username, password: "p" },
};

function exhaust(attempts: Attempt[], allowed: string[]) {
  const plan = new SignInPlan(attempts);
  const tried: string[] = [];
  for (let next = plan.next(allowed); next !== undefined; next = plan.next(allowed)) {
    tried.push(next.method);
  }
  return { plan, tried };
}

describe("SignInPlan", () => {
  test("offers what we have in order, and nothing the server would not look at", () => {
    const { tried } = exhaust([agent, key, password], ["publickey", "keyboard-interactive"]);
    expect(tried).toEqual(["agent", "privkey"]);
  });

  test.each([
    [[key], ["publickey"], "keyRejected"],
    [[key, password], ["publickey", "password"], "passwordRejected"],
    [[key], ["password"], "noCredentials"],
    [[], ["publickey"], "noCredentials"],
    [[password], [], "noCredentials"],
  ])(
    "after %j were refused by a server that takes %j, the reason is %s",
    (attempts, allowed, reason) => {
      const { plan } = exhaust(attempts, allowed);
      expect(plan.failure(username)).toMatchObject({ step: "signIn", reason });
    },
  );

  test("an agent that is away is the reason only if there was nothing else to try", () => {
    const alone = exhaust([agent], ["publickey"]);
    alone.plan.agentFailed(new Error("no agent"));
    expect(alone.plan.failure(username)).toMatchObject({ reason: "agentUnavailable" });
    const withKey = exhaust([agent, key], ["publickey"]);
    withKey.plan.agentFailed(new Error("no agent"));
    expect(withKey.plan.failure(username)).toMatchObject({ reason: "keyRejected" });
  });

  test("says who, with what, and what the server takes, but no secret", () => {
    const { plan } = exhaust([key, password], ["publickey", "password"]);
    expect(plan.failure(username).facts).toEqual({
      user: "root",
      tried: "privkey, password",
      allowed: "publickey, password",
    });
  });
});
