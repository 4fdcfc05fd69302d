/** `hostId/uuid`, the key of a machine in the feed. Same as the server's, without its schemas. */
export function machineKeyText(machine: { hostId: string; uuid: string }): string {
  return `${machine.hostId}/${machine.uuid}`;
}

export function machinePath(machine: { hostId: string; uuid: string }): string {
  return `/machines/${encodeURIComponent(machine.hostId)}/${machine.uuid}`;
}
