import { mkdtemp, rm } from "node:fs/promises";
import { createServer, IncomingMessage, type Server } from "node:http";
import { type AddressInfo, Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pino from "pino";
import { ulid } from "ulid";
import { defaultPlace, type Lab, raiseLab } from "@/e2e/lab/lab";
import { takeDown } from "@/e2e/lab/take-down";
import { waitUntil } from "@/e2e/lab/wait-until";
import { claimOwner } from "../../access/claim-owner";
import { createPerson } from "../../access/create-person";
import { hashPassword } from "../../access/password-hash";
import { signIn } from "../../access/sign-in";
import { signOut } from "../../access/sign-out";
import type { Context } from "../../api/context";
import { appRouter } from "../../api/root";
import { readEnv } from "../../env";
import { fingerprintOf } from "../../hosts/openssh-key";
import type { Fleet } from "../../inventory/fleet-types";
import type { BuiltInRole } from "../../rights/schema";
import { createRuntime } from "../../runtime";
import type { Runtime } from "../../runtime-types";
import type { OpenConsoleInput } from "../schema";
import { createConsoleUpgrade } from "../upgrade";
import type { ConsoleAddress } from "./rfb-client";

const password = "a long enough secret";
const owner = "ada";

/** Real hosts, registered under their own names, the server's own composition, and its people. */
export interface ConsoleLab {
  lab: Lab;
  origin: string;
  fleet: Fleet;
  runtime: Runtime;
  /** A session of its own, for the owner or somebody who was added. */
  signIn(name?: string): Promise<Visitor>;
  addPerson(name: string): Promise<void>;
  /** The one role of a person on the whole fleet; null takes it away. */
  setRole(name: string, role: BuiltInRole | null): Promise<void>;
  /** The API as a stranger calls it. */
  stranger: Caller;
  dispose(): Promise<void>;
}

export type Caller = ReturnType<typeof appRouter.createCaller>;

export interface Visitor {
  cookie: string;
  /** The API as this session calls it. */
  api(): Promise<Caller>;
  /** A ticket by `consoles.open`, and where to show it. */
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
  server.on(
    "upgrade",
    createConsoleUpgrade(runtime, () => "127.0.0.1"),
  );
  const origin = await listen(server);
  const contextWith = async (
    cookie: string,
    setCookie: (line: string) => void = () => {},
  ): Promise<Context> => {
    const request = new IncomingMessage(new Socket());
    request.headers.cookie = cookie;
    const signedIn = await runtime.access.session({ cookie });
    return { runtime, signedIn, sourceIp: "127.0.0.1", request, setCookie };
  };

  const visit = async (name = owner): Promise<Visitor> => {
    const jar = new Map<string, string>();
    const context = await contextWith("", (line) => {
      const [pair = ""] = line.split(";");
      jar.set(pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1));
    });
    const code = runtime.access.setupCode?.text;
    if (code) await claimOwner(context, { name, password, code, locale: "en", theme: "light" });
    else await signIn(context, { name, password });
    const cookie = [...jar].map(([key, value]) => `${key}=${value}`).join("; ");
    const api = async () => appRouter.createCaller(await contextWith(cookie));
    return {
      cookie,
      api,
      async open(input) {
        const { path, ticket, seatId } = await (await api()).consoles.open(input);
        return { url: `${origin.replace("http", "ws")}${path}`, ticket, seatId, cookie, origin };
      },
      async signOut() {
        const context = await contextWith(cookie);
        if (!context.signedIn) throw new Error("not signed in");
        const rights = runtime.rights.of(context.signedIn.subject);
        const verb = { runtime, rights, sourceIp: "127.0.0.1", ...context.signedIn };
        await signOut({ ...context, verb });
      },
    };
  };

  return {
    lab,
    origin,
    fleet: runtime.fleet,
    runtime,
    signIn: visit,
    stranger: appRouter.createCaller(await contextWith("")),
    async addPerson(name) {
      const passwordHash = await hashPassword(password);
      const look = { locale: "en", theme: "light" } as const;
      await runtime.writer.transaction((tx) => createPerson(tx, { name, passwordHash, ...look }));
    },
    async setRole(name, role) {
      const { id: userId } = await runtime.db.user.findFirstOrThrow({ where: { username: name } });
      await runtime.db.grant.deleteMany({ where: { userId } });
      const grant = { id: ulid(), userId, scopeKind: "fleet", createdByName: owner };
      if (role) await runtime.db.grant.create({ data: { ...grant, builtInRole: role } });
      await runtime.rights.reload();
    },
    async dispose() {
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
