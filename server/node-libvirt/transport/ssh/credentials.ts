import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import ssh2, { type AnyAuthMethod, type ParsedKey } from "ssh2";
import { TransportError } from "../../errors/errors";
import type { SshAuthMethod } from "../../uri/libvirt-uri";
import { systemCode } from "../system-errors";

/** What signs us in. With none of it, the user's own agent and default keys are tried. */
export interface SshCredentialOptions {
  /** OpenSSH or PEM text of a private key. */
  privateKey?: string | Buffer | undefined;
  /** Path of a private key on this machine. */
  keyfile?: string | undefined;
  passphrase?: string | undefined;
  password?: string | undefined;
  /** Path of an ssh-agent's socket. */
  agent?: string | undefined;
  /** Methods in the order they are tried; default agent, privkey, password, keyboard-interactive. */
  methods?: readonly SshAuthMethod[] | undefined;
}

export interface Attempt {
  method: SshAuthMethod;
  /** The method's name in the SSH protocol, as servers list it. */
  wireName: string;
  offer: AnyAuthMethod;
}

const defaultOrder: readonly SshAuthMethod[] = [
  "agent",
  "privkey",
  "password",
  "keyboard-interactive",
];
const defaultKeyNames = ["id_ed25519", "id_ecdsa", "id_rsa"];

/** Everything to be tried for this user, in order. Rejects when a key cannot be used. */
export async function loadAttempts(
  options: SshCredentialOptions,
  username: string,
): Promise<Attempt[]> {
  const { password } = options;
  const keys = await loadKeys(options);
  const agent = options.agent ?? (isEmpty(options) ? process.env.SSH_AUTH_SOCK : undefined);
  const byMethod: Record<SshAuthMethod, Attempt[]> = {
    agent: agent === undefined || agent === "" ? [] : [agentAttempt(agent, username)],
    privkey: keys.map((key) => keyAttempt(key, username)),
    password: password === undefined ? [] : [passwordAttempt(password, username)],
    "keyboard-interactive": password === undefined ? [] : [promptAttempt(password, username)],
  };
  return (options.methods ?? defaultOrder).flatMap((method) => byMethod[method]);
}

function isEmpty(options: SshCredentialOptions): boolean {
  const { privateKey, keyfile, password, agent } = options;
  return [privateKey, keyfile, password, agent].every((value) => value === undefined);
}

async function loadKeys(options: SshCredentialOptions): Promise<ParsedKey[]> {
  const { privateKey, keyfile, passphrase } = options;
  if (privateKey !== undefined) return [parseKey(privateKey, passphrase, "the private key")];
  if (keyfile !== undefined) {
    const text = await readKeyFile(keyfile);
    if (text === undefined) throw unreadable(`there is no key file ${keyfile}`, keyfile);
    return [parseKey(text, passphrase, keyfile)];
  }
  return isEmpty(options) ? await defaultKeys(passphrase) : [];
}

/** Keys the user did not name: one that cannot be used is passed over. */
async function defaultKeys(passphrase: string | undefined): Promise<ParsedKey[]> {
  const keys: ParsedKey[] = [];
  for (const name of defaultKeyNames) {
    const text = await readKeyFile(`${homedir()}/.ssh/${name}`).catch(() => undefined);
    if (text === undefined) continue;
    const key = ssh2.utils.parseKey(text, passphrase);
    if (!(key instanceof Error) && key.isPrivateKey()) keys.push(key);
  }
  return keys;
}

async function readKeyFile(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    if (systemCode(error) === "ENOENT") return undefined;
    throw unreadable(`cannot read the key file ${path}`, path, error);
  }
}

function parseKey(text: string | Buffer, passphrase: string | undefined, name: string): ParsedKey {
  const key = ssh2.utils.parseKey(text, passphrase);
  if (key instanceof Error) {
    const encrypted = /encrypted|passphrase/i.test(key.message);
    const why = encrypted ? "its passphrase is missing or wrong" : "it is not a private key";
    throw unreadable(`${name} cannot be used: ${why}`, name, key);
  }
  if (!key.isPrivateKey()) throw unreadable(`${name} is a public key, not a private one`, name);
  return key;
}

function unreadable(message: string, key: string, cause?: unknown): TransportError {
  const where = { step: "signIn", reason: "keyUnreadable", facts: { key } } as const;
  return new TransportError(where, message, { cause });
}

function agentAttempt(agent: string, username: string): Attempt {
  return { method: "agent", wireName: "publickey", offer: { type: "agent", username, agent } };
}

function keyAttempt(key: ParsedKey, username: string): Attempt {
  return { method: "privkey", wireName: "publickey", offer: { type: "publickey", username, key } };
}

function passwordAttempt(password: string, username: string): Attempt {
  const offer = { type: "password", username, password } as const;
  return { method: "password", wireName: "password", offer };
}

/** Servers that take passwords through PAM ask for them as one hidden prompt. */
function promptAttempt(password: string, username: string): Attempt {
  return {
    method: "keyboard-interactive",
    wireName: "keyboard-interactive",
    offer: {
      type: "keyboard-interactive",
      username,
      prompt: (_name, _instructions, _language, prompts, finish) => {
        const isPassword = prompts.length === 1 && prompts[0]?.echo !== true;
        finish(isPassword ? [password] : []);
      },
    },
  };
}
