import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import type { Lab } from "./lab";

export interface Registration {
  /** What to type into the product's "Add host", one a line. */
  readonly uris: string[];
  /** Whether the product's own public key may now sign in on every host. */
  readonly keyInstalled: boolean;
}

/** Lets the product's key in, if there is one, and gives what it needs to register the hosts. */
export async function registerHosts(lab: Lab, publicKey?: string): Promise<Registration> {
  if (publicKey !== undefined) await lab.addAuthorizedKey(publicKey);
  return {
    uris: lab.hosts.map(({ uris }) => uris.sshPlain),
    keyInstalled: publicKey !== undefined,
  };
}

/** A public key line from a file, or from standard input when the file is "-". */
export async function readPublicKey(file: string): Promise<string> {
  return file === "-" ? await text(process.stdin) : await readFile(file, "utf8");
}
