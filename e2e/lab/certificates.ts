import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Argv, run } from "./run";

/** A certificate with its key, as files. */
export interface Certificate {
  readonly certificatePath: string;
  readonly keyPath: string;
}

const validDays = "30";
const newKey = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"] as const;

/** The lab's certificate authority in `directory`: cacert.pem and cakey.pem. */
export async function makeAuthority(directory: string): Promise<Certificate> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const authority = pair(directory, "ca");
  await run([
    ...["openssl", "req", "-x509", ...newKey, "-days", validDays, "-subj", "/CN=Flotilla lab"],
    ...["-addext", "keyUsage=critical,keyCertSign,cRLSign"],
    ...["-keyout", authority.keyPath, "-out", authority.certificatePath],
  ] as const);
  return authority;
}

export interface Subject {
  readonly name: string;
  readonly address: string;
}

/** A certificate good for both ends of a connection, so that hosts can also call each other. */
export async function issueCertificate(
  directory: string,
  authority: Certificate,
  { name, address }: Subject,
): Promise<Certificate> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const issued = pair(directory, name);
  const request = join(directory, `${name}.csr`);
  const extensions = join(directory, `${name}.ext`);
  const text = [
    `subjectAltName=DNS:${name},IP:${address}`,
    "keyUsage=critical,digitalSignature,keyEncipherment",
    "extendedKeyUsage=serverAuth,clientAuth",
    "",
  ];
  await writeFile(extensions, text.join("\n"));
  const ask = ["-keyout", issued.keyPath, "-out", request];
  await run(["openssl", "req", "-new", ...newKey, "-subj", `/CN=${name}`, ...ask] as const);
  const sign: Argv = [
    ...(["openssl", "x509", "-req", "-in", request, "-days", validDays] as const),
    ...["-CA", authority.certificatePath, "-CAkey", authority.keyPath],
    ...["-set_serial", `0x${Buffer.from(name).toString("hex")}`],
    ...["-extfile", extensions, "-out", issued.certificatePath],
  ];
  await run(sign);
  await Promise.all([rm(request), rm(extensions)]);
  return issued;
}

function pair(directory: string, name: string): Certificate {
  return {
    certificatePath: join(directory, `${name}cert.pem`),
    keyPath: join(directory, `${name}key.pem`),
  };
}
