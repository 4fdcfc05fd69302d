/** What a public key line may hold; anything else could leave the quotes below. */
const PUBLIC_KEY = /^ssh-ed25519 [A-Za-z0-9+/=]{40,200} [A-Za-z0-9@._-]{1,64}$/;

/**
 * Appends the line in `$k` once to the signed-in account's authorized_keys. Starts a line of its own:
 * the last line of an edited file may lack its end. Works in any POSIX shell; holds no outside text.
 */
const APPEND =
  'umask 077; mkdir -p ~/.ssh && { grep -qsxF -- "$k" ~/.ssh/authorized_keys || printf \'\\n%s\\n\' "$k" >> ~/.ssh/authorized_keys; }';

/** One line for a person to paste on the host. */
export function installLineOf(publicKey: string): string {
  return `k='${checkPublicKey(publicKey)}'; ${APPEND}`;
}

/** The same over SSH: the key comes on standard input, the command never changes. */
export const installCommand = ["/bin/sh", "-c", `IFS= read -r k; ${APPEND}`] as const;

export function checkPublicKey(publicKey: string): string {
  if (!PUBLIC_KEY.test(publicKey)) throw new Error("not a public key of this installation");
  return publicKey;
}
