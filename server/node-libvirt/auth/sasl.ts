import { randomBytes } from "node:crypto";
import type { RawCall, SaslReply } from "../auth-types";
import { AuthError } from "../errors/errors";
import { isDaemonRefusal } from "./refusal";
import { saslPrep } from "./saslprep";
import { type ScramMechanism, scramFinal, scramFirst, verifyServer } from "./scram";

/** What protects the bytes on their way to the daemon. */
export type Protection = "local" | "ssh" | "tls" | "none";

export interface SaslCredentials {
  username: string;
  password: string;
}

interface MechanismChoice {
  protection: Protection;
  /** The only mechanism to use, if the URI insists on one. */
  mechanism: string | undefined;
}

type Mechanism = ScramMechanism | "PLAIN";

/** Signs in by SASL with the strongest mechanism both sides have. Rejects with AuthError. */
export async function signInSasl(
  call: RawCall,
  credentials: SaslCredentials,
  how: MechanismChoice,
): Promise<void> {
  const { mechlist } = await refusedMeans("begin the sign-in", () => call.authSaslInit());
  const mechanism = chooseMechanism(mechlist, how);
  if (mechanism === "PLAIN") return await plain(call, credentials);
  await scram(call, credentials, mechanism);
}

/** Pure: the mechanism to use, or AuthError saying what the daemon offers instead. */
export function chooseMechanism(mechlist: string, how: MechanismChoice): Mechanism {
  const offered = mechlist.split(/[\s,]+/).filter((name) => name !== "");
  const ours: Mechanism[] = ["SCRAM-SHA-512", "SCRAM-SHA-256"];
  if (how.protection === "tls") ours.push("PLAIN");
  const wanted = ours.filter((name) => how.mechanism === undefined || name === how.mechanism);
  const found = wanted.find((mechanism) => offered.includes(mechanism));
  if (found !== undefined) return found;
  const plainOnly = offered.includes("PLAIN") && how.protection !== "tls";
  const hint = plainOnly ? " (PLAIN is used over TLS only)" : "";
  throw new AuthError(
    "saslMechanism",
    `no SASL mechanism in common: the daemon offers ${offered.join(", ").slice(0, 200) || "none"}, wanted is ${how.mechanism ?? ours.join(" or ")}${hint}`,
  );
}

async function plain(call: RawCall, { username, password }: SaslCredentials): Promise<void> {
  const user = saslPrep(username, "user name");
  const data = Buffer.from(`\0${user}\0${saslPrep(password, "password")}`);
  const reply = await rejectedMeansPassword(() =>
    call.authSaslStart({ mech: "PLAIN", nil: 0, data }),
  );
  if (reply.complete !== 1) {
    throw new AuthError("saslRejected", "the daemon wants more than PLAIN has to say");
  }
}

async function scram(
  call: RawCall,
  { username, password }: SaslCredentials,
  mechanism: ScramMechanism,
): Promise<void> {
  const first = scramFirst(username, randomBytes(24).toString("base64"));
  const challenge = await rejectedMeansPassword(() =>
    call.authSaslStart({ mech: mechanism, nil: 0, data: first.message }),
  );
  const final = await scramFinal(mechanism, { first, challenge: challenge.data, password });
  const answer = await rejectedMeansPassword(() =>
    call.authSaslStep({ nil: 0, data: final.message }),
  );
  verifyServer(final, answer.data);
  if (answer.complete === 1) return;
  // Cyrus SASL may deliver the server's proof as one more challenge, to be answered with nothing.
  const last = await rejectedMeansPassword(() =>
    call.authSaslStep({ nil: 1, data: new Uint8Array(0) }),
  );
  if (last.complete !== 1)
    throw new AuthError("saslRejected", "the daemon did not end the sign-in");
}

function rejectedMeansPassword(step: () => Promise<SaslReply>): Promise<SaslReply> {
  return refusedMeans("accept the user name or password", step);
}

async function refusedMeans<T>(refusedTo: string, step: () => Promise<T>): Promise<T> {
  try {
    return await step();
  } catch (error) {
    if (!isDaemonRefusal(error)) throw error;
    throw new AuthError("saslRejected", `the daemon did not ${refusedTo}`, { cause: error });
  }
}
