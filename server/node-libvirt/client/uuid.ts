import { ProtocolError } from "../errors/errors";

const TEXT = /^[\da-f]{8}-?[\da-f]{4}-?[\da-f]{4}-?[\da-f]{4}-?[\da-f]{12}$/i;

/** The canonical lower-case text of a 16-byte UUID. */
export function formatUuid(uuid: Uint8Array): string {
  const hex = Buffer.from(uuid.buffer, uuid.byteOffset, uuid.length).toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** The 16 bytes of a UUID's text, hyphens optional; ProtocolError for anything else. */
export function parseUuid(text: string): Uint8Array {
  if (!TEXT.test(text)) throw new ProtocolError(`${JSON.stringify(text)} is no UUID`);
  return new Uint8Array(Buffer.from(text.replaceAll("-", ""), "hex"));
}
