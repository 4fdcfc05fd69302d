/**
 * One argument as a word of the remote user's shell.
 *
 * SSH has no argument vector: the far side hands the command line to the user's login shell. Inside
 * single quotes a POSIX shell interprets nothing, so every argument that is not plainly harmless is
 * wrapped in them, and a single quote itself is written as '\'' (end, escaped quote, begin).
 * Line ends and NUL cannot be carried to every shell and are refused.
 */
export function quoteArgument(argument: string): string {
  if (/[\0\r\n]/.test(argument)) {
    throw new RangeError("a line end or NUL cannot be part of a remote argument");
  }
  if (/^[A-Za-z0-9_@%+:,./-]+$/.test(argument)) return argument;
  return `'${argument.replaceAll("'", "'\\''")}'`;
}

/** A whole command as one line; the first word is never empty. */
export function quoteCommand(argv: readonly [string, ...string[]]): string {
  return argv.map(quoteArgument).join(" ");
}
