import type { RgbImage } from "./ppm";

/** The image in at most `maxSide` pixels a side, each the mean of those it stands for; never larger. */
export function shrink(image: RgbImage, maxSide: number): RgbImage {
  const scale = Math.min(1, maxSide / Math.max(image.width, image.height));
  const width = Math.max(1, Math.round(image.width * scale));
  const height = Math.max(1, Math.round(image.height * scale));
  const rgb = Buffer.allocUnsafe(width * height * 3);
  for (let y = 0; y < height; y++) {
    const [top, bottom] = span(y, height, image.height);
    for (let x = 0; x < width; x++) {
      const [left, right] = span(x, width, image.width);
      mean(image, { top, bottom, left, right }, rgb, (y * width + x) * 3);
    }
  }
  return { width, height, rgb };
}

/** Which of `size` pixels the one at `index` of `count` stands for; at least one. */
function span(index: number, count: number, size: number): [number, number] {
  const from = Math.floor((index * size) / count);
  return [from, Math.max(from + 1, Math.floor(((index + 1) * size) / count))];
}

interface Box {
  top: number;
  bottom: number;
  left: number;
  right: number;
}

function mean({ rgb, width }: RgbImage, box: Box, out: Buffer, at: number): void {
  let red = 0;
  let green = 0;
  let blue = 0;
  for (let y = box.top; y < box.bottom; y++) {
    const end = (y * width + box.right) * 3;
    for (let i = (y * width + box.left) * 3; i < end; i += 3) {
      red += rgb[i] ?? 0;
      green += rgb[i + 1] ?? 0;
      blue += rgb[i + 2] ?? 0;
    }
  }
  const count = (box.bottom - box.top) * (box.right - box.left);
  out[at] = red / count;
  out[at + 1] = green / count;
  out[at + 2] = blue / count;
}
