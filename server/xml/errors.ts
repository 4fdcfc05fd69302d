export type XmlErrorCode =
  | "tooLarge"
  | "tooDeep"
  | "tooMany"
  | "dtd"
  | "malformed"
  | "unexpectedRoot";

/** Text from a host that is not XML we read; `offset` counts UTF-16 units. */
export class XmlError extends Error {
  readonly code: XmlErrorCode;
  readonly offset: number | null;

  constructor(code: XmlErrorCode, message: string, offset: number | null = null) {
    super(offset === null ? message : `${message} (at ${offset})`);
    this.name = "XmlError";
    this.code = code;
    this.offset = offset;
  }
}
