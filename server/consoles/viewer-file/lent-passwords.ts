import { randomInt } from "node:crypto";
import { VIR_DOMAIN_AFFECT_LIVE, VIR_DOMAIN_XML_SECURE } from "node-libvirt";
import type { HostSession } from "../../inventory/fleet-types";
import { wireDomain } from "../../machines/wire-domain";
import { readVncAccess, type VncAccess, writeVncAccess } from "../../xml/domain/vnc-access";

/** VNC takes no more than eight characters; these are without those that look alike. */
const PASSWORD_LENGTH = 8;
const ALPHABET = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
const VALID_MS = 60_000;
const CALL_TIMEOUT_MS = 10_000;

/**
 * One-time passwords of displays, each good for a minute. Only the running machine is touched: should
 * this process end within the minute, the machine's definition still has the password it had.
 */
export class LentPasswords {
  /** What a display had before; a second loan within the minute must not take the first for its own. */
  private readonly own = new Map<string, { access: VncAccess; timer: NodeJS.Timeout }>();

  /** Null for a display that asks for none, which QEMU cannot teach to while it runs. */
  async lend(session: HostSession, uuid: string): Promise<string | null> {
    const xml = await readSecure(session, uuid);
    const key = `${session.hostId}/${uuid}`;
    const lent = this.own.get(key);
    const access = lent?.access ?? readVncAccess(xml);
    if (!access?.password) return null;
    const password = createPassword();
    const validTo = new Date(Date.now() + VALID_MS).toISOString().slice(0, 19);
    await update(session, uuid, writeVncAccess(xml, { password, validTo }));
    clearTimeout(lent?.timer);
    const timer = setTimeout(() => void this.giveBack(session, uuid), VALID_MS);
    this.own.set(key, { access, timer });
    return password;
  }

  /** At the server's end: every display gets its own password back now. */
  async close(sessionOf: (hostId: string) => HostSession | undefined): Promise<void> {
    const keys = [...this.own.keys()];
    await Promise.all(
      keys.map(async (key) => {
        const [hostId = "", uuid = ""] = key.split("/");
        const session = sessionOf(hostId);
        if (session) await this.giveBack(session, uuid);
      }),
    );
  }

  private async giveBack(session: HostSession, uuid: string): Promise<void> {
    const key = `${session.hostId}/${uuid}`;
    const lent = this.own.get(key);
    if (!lent) return;
    this.own.delete(key);
    clearTimeout(lent.timer);
    // A machine that is off or gone has nothing to be given back.
    await readSecure(session, uuid)
      .then((xml) => update(session, uuid, writeVncAccess(xml, lent.access)))
      .catch(() => undefined);
  }
}

const createPassword = (): string =>
  Array.from({ length: PASSWORD_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join("");

async function readSecure(session: HostSession, uuid: string): Promise<string> {
  const call = { dom: wireDomain({ name: "", uuid }), flags: VIR_DOMAIN_XML_SECURE };
  const limit = { timeoutMs: CALL_TIMEOUT_MS };
  return (await session.control().remote.domainGetXmlDesc(call, limit)).xml;
}

async function update(session: HostSession, uuid: string, xml: string | undefined): Promise<void> {
  if (xml === undefined) return;
  const call = { dom: wireDomain({ name: "", uuid }), xml, flags: VIR_DOMAIN_AFFECT_LIVE };
  await session.control().remote.domainUpdateDeviceFlags(call, { timeoutMs: CALL_TIMEOUT_MS });
}
