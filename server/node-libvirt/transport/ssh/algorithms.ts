import type { Algorithms, ServerHostKeyAlgorithm } from "ssh2";

const hostKeys: readonly ServerHostKeyAlgorithm[] = [
  "ssh-ed25519",
  "ecdsa-sha2-nistp256",
  "ecdsa-sha2-nistp384",
  "ecdsa-sha2-nistp521",
  "rsa-sha2-512",
  "rsa-sha2-256",
];

/** RSA host keys shorter than this are refused, as OpenSSH's own default does. */
export const RSA_BITS_MIN = 2048;

/**
 * What we negotiate: nothing built on SHA-1, MD5, CBC, DSA or small Diffie-Hellman groups. Key
 * types known for the host come first, so that a server with several keys shows a known one.
 */
export function strongAlgorithms(knownKeyTypes: readonly string[]): Algorithms {
  const isKnown = (name: ServerHostKeyAlgorithm) =>
    knownKeyTypes.includes(name.startsWith("rsa-sha2-") ? "ssh-rsa" : name);
  return {
    kex: [
      "curve25519-sha256",
      "curve25519-sha256@libssh.org",
      "ecdh-sha2-nistp256",
      "ecdh-sha2-nistp384",
      "ecdh-sha2-nistp521",
      "diffie-hellman-group16-sha512",
      "diffie-hellman-group18-sha512",
      "diffie-hellman-group14-sha256",
    ],
    serverHostKey: [
      ...hostKeys.filter((name) => isKnown(name)),
      ...hostKeys.filter((name) => !isKnown(name)),
    ],
    cipher: [
      "aes128-gcm@openssh.com",
      "aes256-gcm@openssh.com",
      "chacha20-poly1305@openssh.com",
      "aes128-ctr",
      "aes192-ctr",
      "aes256-ctr",
    ],
    hmac: [
      "hmac-sha2-256-etm@openssh.com",
      "hmac-sha2-512-etm@openssh.com",
      "hmac-sha2-256",
      "hmac-sha2-512",
    ],
    compress: ["none"],
  };
}
