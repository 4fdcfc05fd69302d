import { TransportError } from "../../errors/errors";
import { fromSystemError } from "../system-errors";

/** What ssh2 says of bytes in which no server names itself (RFC 4253 4.2). */
const noIdentification =
  /^(Invalid identification string|Invalid header|Header line too long|Max greeting lines)/;

type Ssh2Error = Error & { level?: string };

/** Why an SSH connection ended, from ssh2's error or, when it gave none, from its mere closing. */
export function sessionError(error: Ssh2Error | undefined): TransportError {
  if (error === undefined) {
    const message = "the SSH server closed the connection";
    return new TransportError({ step: "hostKey", reason: "reset" }, message);
  }
  if (error.level === "client-socket") {
    return fromSystemError("hostKey", error, { message: "the SSH connection broke", facts: {} });
  }
  const where = { step: "hostKey", facts: { ssh: error.message.slice(0, 200) } } as const;
  const options = { cause: error };
  if (error.level === "client-timeout") {
    const message = "the SSH server stopped answering";
    return new TransportError({ ...where, reason: "timeout" }, message, options);
  }
  if (/lost before handshake/i.test(error.message)) {
    const message =
      "the server closed the connection before greeting: it has too many connections (MaxStartups), or it is not an SSH server";
    return new TransportError({ ...where, reason: "reset" }, message, options);
  }
  if (/no matching/i.test(error.message)) {
    const message = `no SSH algorithm in common; outdated ones are not used: ${error.message}`;
    return new TransportError({ ...where, reason: "sshProtocol" }, message, options);
  }
  if (noIdentification.test(error.message)) {
    const message = `what answers is not an SSH server: ${error.message}`;
    return new TransportError({ ...where, reason: "notSsh" }, message, options);
  }
  const message = `the SSH conversation failed: ${error.message.slice(0, 200)}`;
  return new TransportError({ ...where, reason: "sshProtocol" }, message, options);
}
