import {
  VIR_TYPED_PARAM_BOOLEAN,
  VIR_TYPED_PARAM_DOUBLE,
  VIR_TYPED_PARAM_INT,
  VIR_TYPED_PARAM_LLONG,
  VIR_TYPED_PARAM_STRING,
  VIR_TYPED_PARAM_UINT,
  VIR_TYPED_PARAM_ULLONG,
} from "../protocol/constants.gen";
import type { TypedParam, TypedParamValue } from "../protocol/remote-structs.gen";

/** 64-bit values are numbers up to 2^53 - 1 and bigint beyond. */
export type TypedValue = number | bigint | string | boolean;

/** One builder per wire type; the daemon refuses a parameter of the wrong type, so say which. */
export const typedParam = {
  int: (field: string, i: number): TypedParam => ({
    field,
    value: { type: VIR_TYPED_PARAM_INT, i },
  }),
  uint: (field: string, ui: number): TypedParam => ({
    field,
    value: { type: VIR_TYPED_PARAM_UINT, ui },
  }),
  llong: (field: string, value: number | bigint): TypedParam => ({
    field,
    value: { type: VIR_TYPED_PARAM_LLONG, l: BigInt(value) },
  }),
  ullong: (field: string, value: number | bigint): TypedParam => ({
    field,
    value: { type: VIR_TYPED_PARAM_ULLONG, ul: BigInt(value) },
  }),
  double: (field: string, d: number): TypedParam => ({
    field,
    value: { type: VIR_TYPED_PARAM_DOUBLE, d },
  }),
  boolean: (field: string, value: boolean): TypedParam => ({
    field,
    value: { type: VIR_TYPED_PARAM_BOOLEAN, b: value ? 1 : 0 },
  }),
  string: (field: string, s: string): TypedParam => ({
    field,
    value: { type: VIR_TYPED_PARAM_STRING, s },
  }),
};

/** A 64-bit integer as a number where that is exact. */
export function narrow(value: bigint): number | bigint {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

function plainValue(value: TypedParamValue): TypedValue {
  switch (value.type) {
    case VIR_TYPED_PARAM_INT:
      return value.i;
    case VIR_TYPED_PARAM_UINT:
      return value.ui;
    case VIR_TYPED_PARAM_LLONG:
      return narrow(value.l);
    case VIR_TYPED_PARAM_ULLONG:
      return narrow(value.ul);
    case VIR_TYPED_PARAM_DOUBLE:
      return value.d;
    case VIR_TYPED_PARAM_BOOLEAN:
      return value.b !== 0;
    case VIR_TYPED_PARAM_STRING:
      return value.s;
  }
}

/** Parameters as a plain object; of a repeated name the last one counts. */
export function typedParamsToObject(params: readonly TypedParam[]): Record<string, TypedValue> {
  const object: Record<string, TypedValue> = Object.create(null);
  for (const { field, value } of params) object[field] = plainValue(value);
  return object;
}

/** Every value of a name that may be given more than once (`migrate_disks`). */
export function typedParamValues(params: readonly TypedParam[], field: string): TypedValue[] {
  return params.filter((param) => param.field === field).map(({ value }) => plainValue(value));
}
