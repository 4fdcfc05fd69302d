/**
 * A "newc" cpio archive, the format of a kernel's initial file system
 * (Documentation/driver-api/early-userspace/buffer-format.rst of Linux): for each file the magic
 * 070701, thirteen 8-digit hexadecimal fields, the name with a zero byte padded to 4 bytes, and the
 * content padded to 4 bytes; at the end an entry named TRAILER!!!. Written here rather than by
 * cpio(1) because device nodes then need neither root nor a staging directory.
 */
export type ArchiveEntry =
  | { readonly kind: "directory"; readonly path: string }
  | {
      readonly kind: "file";
      readonly path: string;
      readonly content: Buffer;
      readonly mode: number;
    }
  | { readonly kind: "symlink"; readonly path: string; readonly target: string }
  | {
      readonly kind: "character-device";
      readonly path: string;
      readonly major: number;
      readonly minor: number;
    };

export function cpioArchive(entries: readonly ArchiveEntry[]): Buffer {
  const parts = entries.flatMap((entry, index) => record(entry, index + 1));
  const trailer = header({ mode: 0, inode: 0, size: 0, name: "TRAILER!!!" });
  return Buffer.concat([...parts, trailer]);
}

function record(entry: ArchiveEntry, inode: number): Buffer[] {
  const name = entry.path;
  if (entry.kind === "directory") return [header({ mode: 0o040755, inode, size: 0, name })];
  if (entry.kind === "character-device") {
    const { major, minor } = entry;
    return [header({ mode: 0o020600, inode, size: 0, name, major, minor })];
  }
  const content = entry.kind === "file" ? entry.content : Buffer.from(entry.target);
  const mode = entry.kind === "file" ? 0o100000 | entry.mode : 0o120777;
  return [header({ mode, inode, size: content.length, name }), padded(content)];
}

interface Header {
  readonly mode: number;
  readonly inode: number;
  readonly size: number;
  readonly name: string;
  readonly major?: number;
  readonly minor?: number;
}

function header({ mode, inode, size, name, major = 0, minor = 0 }: Header): Buffer {
  const nameBytes = Buffer.from(`${name}\0`);
  const owner = [0, 0];
  const links = 1;
  const modified = 0;
  const ownDevice = [0, 0];
  const checksum = 0;
  const fields = [
    ...[inode, mode, ...owner, links, modified, size],
    ...[...ownDevice, major, minor, nameBytes.length, checksum],
  ];
  const digits = fields.map((field) => field.toString(16).padStart(8, "0")).join("");
  return padded(Buffer.concat([Buffer.from(`070701${digits}`), nameBytes]));
}

function padded(bytes: Buffer): Buffer {
  return Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);
}
