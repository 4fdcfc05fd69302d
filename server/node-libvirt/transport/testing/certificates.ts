import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { run } from "./run";

const newKey = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];

/** A folder laid out as libvirt's `pkipath`: cacert.pem, clientcert.pem, clientkey.pem. */
export interface Pki {
  directory: string;
  ca: string;
  cert: string;
  key: string;
}

/** One authority with a server and a client certificate, made by openssl. */
export async function makePki(directory: string, days = 2): Promise<Pki> {
  await mkdir(directory, { recursive: true });
  const at = (name: string) => join(directory, name);
  const subject = ["-subj", "/CN=Test authority", "-days", "2"];
  await run("openssl", [
    ...["req", "-x509", ...newKey, ...subject, "-addext", "keyUsage=critical,keyCertSign,cRLSign"],
    ...["-keyout", at("cakey.pem"), "-out", at("cacert.pem")],
  ]);
  await issue(directory, { name: "server", days });
  await issue(directory, { name: "client", days: 2 });
  const read = (name: string) => readFile(at(name), "utf8");
  const [ca, cert, key] = await Promise.all(
    ["cacert.pem", "clientcert.pem", "clientkey.pem"].map(read),
  );
  return { directory, ca: ca ?? "", cert: cert ?? "", key: key ?? "" };
}

async function issue(directory: string, who: { name: string; days: number }): Promise<void> {
  const at = (suffix: string) => join(directory, `${who.name}${suffix}`);
  const extensions = [
    "subjectAltName=DNS:localhost,IP:127.0.0.1,IP:::1",
    "keyUsage=critical,digitalSignature,keyEncipherment",
    "extendedKeyUsage=serverAuth,clientAuth",
  ];
  await writeFile(at(".ext"), `${extensions.join("\n")}\n`);
  await run("openssl", [
    ...["req", "-new", ...newKey, "-subj", `/CN=${who.name}`],
    ...["-keyout", at("key.pem"), "-out", at(".csr")],
  ]);
  await run("openssl", [
    ...["x509", "-req", "-in", at(".csr"), "-days", String(who.days), "-extfile", at(".ext")],
    ...["-CA", join(directory, "cacert.pem"), "-CAkey", join(directory, "cakey.pem")],
    ...["-CAcreateserial", "-out", at("cert.pem")],
  ]);
}
