import type { Domain } from "node-libvirt";

/**
 * The reference a call carries. Daemons look machines up by UUID and take name and id for messages only,
 * so this resolves by UUID at the moment of use, without a lookup of its own.
 */
export const wireDomain = (machine: { name: string; uuid: string }): Domain => ({
  name: machine.name,
  uuid: new Uint8Array(Buffer.from(machine.uuid.replaceAll("-", ""), "hex")),
  id: -1,
});

export const uuidText = (bytes: Uint8Array): string =>
  Buffer.from(bytes)
    .toString("hex")
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
