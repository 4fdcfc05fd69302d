import { mkdtemp, rm } from "node:fs/promises";
import { createServer, IncomingMessage, type Server } from "node:http";
import { type AddressInfo, Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pino from "pino";
import { defaultPlace, type Lab, raiseLab } from "@/e2e/lab/lab";
import { takeDown } from "@/e2e/lab/take-down";
import { waitUntil } from "@/e2e/lab/wait-until";
import { claimOwner } from "../../access/claim-owner";
import { signIn } from "../../access/sign-in";
import { signOut } from "../../access/sign-out";
import type { Context } from "../../api/context";
import { readEnv } from "../../env";
import { fingerprintOf } from "../../hosts/openssh-key";
import type { Fleet } from "../../inventory/fleet-types";
import { createRuntime } from "../../runtime";
import { openConsole } from "../open";
import type { OpenConsoleInput } from "../schema";
import { createConsoleUpgrade } from "../upgrade";
import type { ConsoleAddress } from "./rfb-client";

const person = { name: "ada", password: "a long enough secret" };

/** Real hosts, registered under their own names, the server's own composition, and one person. */
export interface ConsoleLab {
  lab: Lab;
  origin: string;
  fleet: Fleet;
  /** A session of its own for the one person. */
  signIn(): Promise<Visitor>;
  dispose(): Promise<void>;
}

export interface Visitor {
  cookie: string;
  /** As the API's `consoles.open`: a ticket, and where to show it. */
  open(input: OpenConsoleInput): Promise<ConsoleAddress>;
  signOut(): Promise<void>;
}

export async function startConsoleLab(name: string, hosts: number): Promise<ConsoleLab> {
  await takeDown(defaultPlace(name));
  const lab = await raiseLab({ name, hosts });
  const dataDir = await mkdtemp(join(tmpdir(), "flotilla-consoles-"));
  const env = readEnv({ NODE_ENV: "production", FLOTILLA_DATA: dataDir, PORT: "0" });
  const log = pino({ level: process.env.LOG_LEVEL ?? "silent" });
  const { runtime, start, stop } = await createRuntime(env, log);
  await start();
  await lab.addAuthorizedKey((await runtime.identity.describe()).publicKey);
  for (const host of lab.hosts) {
    const hostKeySha256 = fingerprintOf(await host.ssh.hostKey());
    const record = { id: host.name, name: host.name, uri: host.uris.sshPlain, hostKeySha256 };
    await runtime.db.host.create({ data: record });
    runtime.fleet.addHost({ ...record, enabled: true, addedAtMs: Date.now() });
    await waitUntil(`${host.name} online`, () => runtime.fleet.host(host.name)?.link === "online", {
      timeoutMs: 30_000,
    });
  }
  const server = createServer();
  const upgrade = createConsoleUpgrade(runtime);
  server.on("upgrade", upgrade);
  const origin = await listen(server);
  const contextWith = (cookie: string, setCookie: (line: string) => void): Context => {
    const request = new IncomingMessage(new Socket());
    request.headers.cookie = cookie;
    return { runtime, signedIn: null, sourceIp: "127.0.0.1", request, setCookie };
  };

  const visit = async (): Promise<Visitor> => {
    const jar = new Map<string, string>();
    const keep = (line: string) => {
      const [pair = ""] = line.split(";");
      jar.set(pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1));
    };
    const code = runtime.access.setupCode?.text;
    const context = contextWith("", keep);
    if (code) await claimOwner(context, { ...person, code, locale: "en", theme: "light" });
    else await signIn(context, person);
    const cookie = [...jar].map(([key, value]) => `${key}=${value}`).join("; ");
    return {
      cookie,
      async open(input) {
        const signedIn = await runtime.access.session({ cookie });
        if (!signedIn) throw new Error("not signed in");
        const rights = runtime.rights.of(signedIn.subject);
        const verb = { runtime, rights, sourceIp: "127.0.0.1", ...signedIn };
        const { path, ticket } = await openConsole(verb, input);
        return { url: `${origin.replace("http", "ws")}${path}`, ticket, cookie, origin };
      },
      async signOut() {
        const signedIn = await runtime.access.session({ cookie });
        if (!signedIn) throw new Error("not signed in");
        const rights = runtime.rights.of(signedIn.subject);
        const verb = { runtime, rights, sourceIp: "127.0.0.1", ...signedIn };
        await signOut({ ...contextWith(cookie, () => {}), verb });
      },
    };
  };

  return {
    lab,
    origin,
    fleet: runtime.fleet,
    signIn: visit,
    async dispose() {
      await upgrade.goAway();
      server.close();
      await stop();
      await takeDown(defaultPlace(name));
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${addressOf(server).port}`;
}

function addressOf(server: Server): AddressInfo {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no TCP address");
  return address;
}
