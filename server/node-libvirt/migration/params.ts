import { typedParam } from "../client/typed-params";
import { VIR_TYPED_PARAM_STRING } from "../protocol/constants.gen";
import type { TypedParam } from "../protocol/remote-structs.gen";

/** The parameters with one string set or replaced. */
export function withString(params: readonly TypedParam[], field: string, text: string) {
  return [...params.filter((param) => param.field !== field), typedParam.string(field, text)];
}

export function stringParam(params: readonly TypedParam[], field: string): string | undefined {
  const found = params.find((param) => param.field === field)?.value;
  return found?.type === VIR_TYPED_PARAM_STRING ? found.s : undefined;
}
