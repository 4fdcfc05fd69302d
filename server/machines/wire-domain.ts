import { type Domain, parseUuid } from "node-libvirt";

/**
 * The reference a call carries. Daemons look machines up by UUID and take name and id for messages only,
 * so this resolves by UUID at the moment of use, without a lookup of its own.
 */
export const wireDomain = (machine: { name: string; uuid: string }): Domain => ({
  name: machine.name,
  uuid: parseUuid(machine.uuid),
  id: -1,
});
