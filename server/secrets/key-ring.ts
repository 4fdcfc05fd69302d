import { link, open as openFile, readdir, rename } from "node:fs/promises";
import { join } from "node:path";
import { CURRENT_KEY, ignoreExisting, loadMasterKey, makeKeyOnce, readKey } from "./master-key";
import { keyIdIn, keyIdOf, open, seal, UnsealError } from "./seal";

/** The next key while a rotation is under way. */
const NEXT_KEY = `${CURRENT_KEY}.next`;
/** `master.key.<key id>`: replaced, kept for backups made under it. */
const KEPT_KEY = /^master\.key\.[0-9a-f]{16}$/;

/**
 * The master keys of a data directory. New values are sealed under one of them; all open, so that at
 * no point of a rotation, interrupted or not, is there a secret nobody can read.
 */
export class KeyRing {
  readonly #dataDir: string;
  readonly #keys = new Map<string, Buffer>();
  #sealing: Buffer;

  private constructor(dataDir: string, current: Buffer) {
    this.#dataDir = dataDir;
    this.#sealing = current;
    this.#add(current);
  }

  static async load(dataDir: string): Promise<KeyRing> {
    const ring = new KeyRing(dataDir, await loadMasterKey(dataDir));
    for (const name of await readdir(dataDir)) {
      if (name !== NEXT_KEY && !KEPT_KEY.test(name)) continue;
      const key = await readKey(join(dataDir, name));
      if (key) ring.#add(key);
    }
    return ring;
  }

  /** The key new values are sealed under. */
  get current(): Buffer {
    return this.#sealing;
  }

  get currentId(): string {
    return keyIdOf(this.#sealing);
  }

  seal(name: string, plain: Uint8Array): Uint8Array<ArrayBuffer> {
    return seal(this.#sealing, name, plain);
  }

  open(name: string, sealed: Uint8Array): Buffer {
    const id = keyIdIn(sealed);
    const named = id === null ? undefined : this.#keys.get(id);
    if (named) return open(named, name, sealed);
    if (id !== null) throw new UnsealError(name);
    for (const key of this.#keys.values())
      try {
        return open(key, name, sealed);
      } catch (error) {
        if (!(error instanceof UnsealError)) throw error;
      }
    throw new UnsealError(name);
  }

  /** A rotation was begun and is not at its end. */
  async isRotating(): Promise<boolean> {
    return (await readKey(join(this.#dataDir, NEXT_KEY))) !== undefined;
  }

  /** Makes the next key, or takes up the one an interrupted rotation left, and seals under it from now on. */
  async beginRotation(): Promise<void> {
    const next = await makeKeyOnce(this.#dataDir, NEXT_KEY);
    this.#add(next);
    this.#sealing = next;
  }

  /** The next key becomes the master key; the one before is kept under its id. Safe to be cut off anywhere. */
  async endRotation(): Promise<void> {
    const path = join(this.#dataDir, CURRENT_KEY);
    const before = await loadMasterKey(this.#dataDir);
    await link(path, `${path}.${keyIdOf(before)}`).catch(ignoreExisting);
    await rename(join(this.#dataDir, NEXT_KEY), path);
    const directory = await openFile(this.#dataDir);
    await directory.sync().finally(() => directory.close());
  }

  #add(key: Buffer): void {
    this.#keys.set(keyIdOf(key), key);
  }
}
