import { VIR_ERR_NO_SUPPORT, VIR_ERR_RPC } from "../protocol/constants.gen";
import { virErrorDomainNames, virErrorNumberNames } from "../protocol/enum-names.gen";
import { readVirNetMessageError, type VirNetMessageError } from "../protocol/net-structs.gen";
import type { XdrReader } from "../xdr/reader";
import { NodeLibvirtError } from "./errors";

/** The call an error answers, as far as naming it and its number goes. */
interface AskedProcedure {
  readonly name: string;
  readonly number: number;
  readonly program: number;
}

/**
 * An error the daemon reported, field by field as `virError` has it.
 *
 * `libvirtCode` and `domain` are the numbers of virErrorNumber and virErrorDomain; compare with the
 * VIR_ERR_* and VIR_FROM_* constants. A procedure or program the daemon does not know comes back as
 * VIR_ERR_NO_SUPPORT, like a driver that lacks the function.
 */
export class LibvirtError extends NodeLibvirtError {
  readonly code = "LIBVIRT";
  readonly libvirtCode: number;
  readonly libvirtCodeName: string;
  readonly domain: number;
  readonly domainName: string;
  readonly level: number;
  /** The method that was called, in this package's spelling. */
  readonly procedure: string;
  readonly str1: string | null;
  readonly str2: string | null;
  readonly str3: string | null;
  readonly int1: number;
  readonly int2: number;

  constructor(error: VirNetMessageError, procedure: AskedProcedure) {
    super(error.message ?? "the daemon gave no reason");
    this.libvirtCode = isUnknownCall(error, procedure) ? VIR_ERR_NO_SUPPORT : error.code;
    this.libvirtCodeName = virErrorNumberNames[this.libvirtCode] ?? `VIR_ERR_${this.libvirtCode}`;
    this.domain = error.domain;
    this.domainName = virErrorDomainNames[error.domain] ?? `VIR_FROM_${error.domain}`;
    this.level = error.level;
    this.procedure = procedure.name;
    this.str1 = error.str1;
    this.str2 = error.str2;
    this.str3 = error.str3;
    this.int1 = error.int1;
    this.int2 = error.int2;
  }

  /** The daemon or its driver does not have this function. */
  get isNoSupport(): boolean {
    return this.libvirtCode === VIR_ERR_NO_SUPPORT;
  }
}

/**
 * Daemons answer an unknown procedure or program with the general VIR_ERR_RPC and a sentence in
 * their own language; only the number in it is the same in every language. No other error of that
 * code repeats the number of the call.
 */
function isUnknownCall(error: VirNetMessageError, { number, program }: AskedProcedure): boolean {
  if (error.code !== VIR_ERR_RPC) return false;
  const numbers = error.message?.match(/\d+/g)?.map(Number) ?? [];
  return numbers.includes(number) || numbers.includes(program);
}

/** Decodes the payload of a reply or stream packet whose status is "error". */
export function readLibvirtError(reader: XdrReader, procedure: AskedProcedure): LibvirtError {
  return new LibvirtError(readVirNetMessageError(reader), procedure);
}
