/**
 * Builds wire bytes by hand, for tests of the codecs: shares nothing with the writer under test.
 *
 *     bytes().u32(2).text("ab").build()   // 00000002 00000002 61620000
 */
export class ByteBuilder {
  private readonly parts: number[] = [];

  get length(): number {
    return this.parts.length;
  }

  u8(...values: number[]): this {
    this.parts.push(...values);
    return this;
  }

  u32(...values: number[]): this {
    for (const value of values) {
      const word = BigInt.asUintN(32, BigInt(value));
      for (const shift of [24n, 16n, 8n, 0n]) this.parts.push(Number((word >> shift) & 255n));
    }
    return this;
  }

  u64(...values: bigint[]): this {
    for (const value of values) {
      const word = BigInt.asUintN(64, value);
      for (let shift = 56n; shift >= 0n; shift -= 8n)
        this.parts.push(Number((word >> shift) & 255n));
    }
    return this;
  }

  /** Bytes without a length, zero-padded to a multiple of four. */
  fixed(values: ArrayLike<number>): this {
    for (let i = 0; i < values.length; i++) this.parts.push(values[i] ?? 0);
    while (this.parts.length % 4 !== 0) this.parts.push(0);
    return this;
  }

  /** Length, UTF-8 bytes, padding. */
  text(value: string): this {
    const encoded = new TextEncoder().encode(value);
    return this.u32(encoded.length).fixed(encoded);
  }

  build(): Buffer {
    return Buffer.from(this.parts);
  }
}

export function bytes(): ByteBuilder {
  return new ByteBuilder();
}

export interface FrameFields {
  program?: number;
  version?: number;
  procedure?: number;
  type?: number;
  serial?: number;
  status?: number;
}

/** A whole message: length, header, payload. */
export function frame(fields: FrameFields, payload: Uint8Array = new Uint8Array(0)): Buffer {
  const header = bytes().u32(
    28 + payload.length,
    fields.program ?? 0x20008086,
    fields.version ?? 1,
    fields.procedure ?? 1,
    fields.type ?? 1,
    fields.serial ?? 1,
    fields.status ?? 0,
  );
  return Buffer.concat([header.build(), payload]);
}
