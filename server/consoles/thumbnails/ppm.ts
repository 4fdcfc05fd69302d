/** An image of three bytes a pixel: red, green, blue. */
export interface RgbImage {
  width: number;
  height: number;
  rgb: Buffer;
}

const MAX_HEADER_BYTES = 256;
const MAX_SIDE = 16_384;

/** A binary PPM ("P6", 8 bits), as older QEMU dumps a screen; null for anything else. */
export function decodePpm(bytes: Buffer): RgbImage | null {
  const text = bytes.subarray(0, MAX_HEADER_BYTES).toString("latin1");
  const header = /^P6(?:\s|#.*\n)+(\d{1,5})\s+(\d{1,5})\s+255\s/.exec(text);
  if (!header) return null;
  const [width, height] = [Number(header[1]), Number(header[2])];
  const rgb = bytes.subarray(header[0].length, header[0].length + width * height * 3);
  const isWhole = rgb.length === width * height * 3;
  const isSane = width > 0 && height > 0 && width <= MAX_SIDE && height <= MAX_SIDE;
  return isWhole && isSane ? { width, height, rgb } : null;
}
