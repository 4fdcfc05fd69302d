/** The keys that changed, version by version, for as far back as the bound allows. */
export interface ChangeLog {
  add(version: number, keys: ChangedKeys): void;
  /** What changed after `version`; undefined when that is further back than the log reaches. */
  since(version: number): ChangedKeys | undefined;
}

export interface ChangedKeys {
  hosts: readonly string[];
  machines: readonly string[];
}

export function createChangeLog(keysMax: number): ChangeLog {
  const entries: { version: number; keys: ChangedKeys; size: number }[] = [];
  let size = 0;
  /** The newest version that is known to be forgotten. */
  let forgotten = 0;
  let newest = 0;

  return {
    add(version, keys) {
      const entry = { version, keys, size: keys.hosts.length + keys.machines.length };
      entries.push(entry);
      size += entry.size;
      newest = version;
      while (size > keysMax) {
        const oldest = entries.shift();
        if (!oldest) break;
        size -= oldest.size;
        forgotten = oldest.version;
      }
    },
    since(version) {
      if (version < forgotten || version > newest) return undefined;
      const hosts = new Set<string>();
      const machines = new Set<string>();
      for (const entry of entries) {
        if (entry.version <= version) continue;
        for (const key of entry.keys.hosts) hosts.add(key);
        for (const key of entry.keys.machines) machines.add(key);
      }
      return { hosts: [...hosts], machines: [...machines] };
    },
  };
}
