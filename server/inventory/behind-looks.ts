/** What the look that follows an event shall ask for behind it, machine by machine. */
export interface Behind {
  xml: boolean;
  addresses: boolean;
}

export function createBehindLooks() {
  const asked = new Map<string, Behind>();
  return {
    ask(uuid: string, { xml, addresses }: Behind): void {
      const before = asked.get(uuid);
      asked.set(uuid, {
        xml: xml || (before?.xml ?? false),
        addresses: addresses || (before?.addresses ?? false),
      });
    },
    take(uuid: string): Behind | undefined {
      const behind = asked.get(uuid);
      asked.delete(uuid);
      return behind;
    },
    clear: () => asked.clear(),
  };
}
