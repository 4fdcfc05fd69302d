/**
 * Registers the lab's hosts in a running Flotilla the way a person would: the product's own public key
 * is let in, each host is probed, the key it shows is compared with the one its sshd really has, and
 * only then it is added and pinned.
 */
import { createHash } from "node:crypto";
import type { ProbeMessage } from "@/server/hosts/types";
import type { Client } from "../fixtures/api";
import { LabError } from "./errors";
import type { LabHost } from "./host";
import type { Lab } from "./lab";

export interface Registered {
  readonly name: string;
  readonly uri: string;
  /** Undefined when Flotilla had the host already. */
  readonly hostId: string | undefined;
}

export async function registerHosts(lab: Lab, client: Client): Promise<Registered[]> {
  const { publicKey } = await client.hosts.identity.query();
  await lab.addAuthorizedKey(publicKey);
  const registered: Registered[] = [];
  // One after the other: the name of a host is suggested with those in mind that are there already.
  for (const host of lab.hosts) registered.push(await registerHost(host, client));
  return registered;
}

async function registerHost(host: LabHost, client: Client): Promise<Registered> {
  const text = host.uris.sshPlain;
  const [address] = await client.hosts.parse.query({ text });
  if (address?.problem?.code === "hostKnown")
    return { name: host.name, uri: text, hostId: undefined };
  const uri = address?.uri ?? text;
  const hostKeySha256 = await fingerprintOf(host);
  const shown = await probe(client, { uri });
  if (shown.hostKeySha256 !== hostKeySha256) {
    throw new LabError(
      "register",
      `${host.name} shows ${shown.hostKeySha256}, not ${hostKeySha256}`,
    );
  }
  const verdict = await probe(client, { uri, hostKeySha256 });
  if (!verdict.ok) throw new LabError("register", `${host.name}: ${verdict.failures.join(", ")}`);
  const name = verdict.suggestedName ?? host.name;
  const intent = crypto.randomUUID();
  const { hostId } = await client.hosts.add.mutate({ uri, name, hostKeySha256, intent });
  return { name, uri, hostId };
}

type Verdict = Extract<ProbeMessage, { kind: "verdict" }>;
interface Probed extends Verdict {
  /** Codes of the problems that stopped it. */
  readonly failures: readonly string[];
}

function probe(client: Client, input: { uri: string; hostKeySha256?: string }): Promise<Probed> {
  const failures: string[] = [];
  return new Promise((resolve, reject) => {
    const subscription = client.hosts.probe.subscribe(input, {
      onData: (message) => {
        if (message.kind === "verdict") {
          subscription.unsubscribe();
          resolve({ ...message, failures });
        } else if (message.step.status === "fail") {
          const { problem, name } = message.step;
          failures.push(`${name}: ${problem?.code ?? "failed"} ${problem?.detail ?? ""}`.trim());
        }
      },
      onError: reject,
    });
  });
}

/** SHA256:… of the public key of the host's own sshd, read on the host, as `ssh-keygen -l` gives it. */
export async function fingerprintOf(host: LabHost): Promise<string> {
  const [, key = ""] = (await host.ssh.hostKey()).split(" ");
  const digest = createHash("sha256").update(Buffer.from(key, "base64")).digest("base64");
  return `SHA256:${digest.replace(/=+$/, "")}`;
}
