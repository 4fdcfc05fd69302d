import { appendFile, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { run } from "./run";

/** The user a person would have made on a host: no root, but in the group that may use libvirt. */
export const plainUser = { name: "flotilla", id: 4577, home: "/home/flotilla" } as const;

/** Gives a host's private /etc the plain user, and a password that both it and root sign in with. */
export async function writeAccounts(etc: string, password: string): Promise<void> {
  const hash = (await run(["openssl", "passwd", "-6", "-stdin"], { input: password })).trim();
  const { name, id, home } = plainUser;
  const passwd = await readFile(join(etc, "passwd"), "utf8");
  const accounts = passwd.split("\n").flatMap((line) => line.split(":")[0] || []);
  await appendFile(join(etc, "passwd"), `${name}:x:${id}:${id}:Lab user:${home}:/bin/bash\n`);
  const groups = await readFile(join(etc, "group"), "utf8");
  await writeFile(join(etc, "group"), `${withMember(groups, "libvirt", name)}${name}:x:${id}:\n`);
  const shadow = [...accounts, name].map((account) => {
    const secret = account === "root" || account === name ? hash : "*";
    return `${account}:${secret}:19700:0:99999:7:::\n`;
  });
  await writeFile(join(etc, "shadow"), shadow.join(""), { mode: 0o600 });
}

export function withMember(groups: string, group: string, user: string): string {
  return groups
    .split("\n")
    .map((line) => {
      const fields = line.split(":");
      if (fields[0] !== group) return line;
      const members = (fields[3] ?? "").split(",").filter((member) => member !== "");
      return [...fields.slice(0, 3), [...members, user].join(",")].join(":");
    })
    .join("\n");
}
