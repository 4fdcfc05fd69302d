import { createTranslator } from "use-intl/core";
import commonEn from "../../app/messages/en/common.json";
import operationsEn from "../../app/messages/en/operations.json";
import problemsEn from "../../app/messages/en/problems.json";
import commonZh from "../../app/messages/zh-CN/common.json";
import operationsZh from "../../app/messages/zh-CN/operations.json";
import problemsZh from "../../app/messages/zh-CN/problems.json";
import type { Locale } from "../access/schema";
import { type OperationKind, operationKinds } from "../operations/types";
import type { Problem } from "../problem";

/** The catalogues are data: pages and programs are told the same sentences. */
const catalogues = {
  en: { problems: problemsEn, common: commonEn, operations: operationsEn },
  "zh-CN": { problems: problemsZh, common: commonZh, operations: operationsZh },
} as const;

const nobodySaid = {
  field: "?",
  scheme: "?",
  param: "?",
  seconds: 60,
  state: "other",
  peer: "host",
};

/** The first language of the header that there are texts for. */
export function localeOf(acceptLanguage: string | undefined): Locale {
  const first = /(?:^|[,\s])(zh|en)\b/i.exec(acceptLanguage ?? "")?.[1];
  return first?.toLowerCase() === "zh" ? "zh-CN" : "en";
}

export function wordsOf(problem: Problem, locale: Locale): { title: string; detail: string } {
  const translate = createTranslator({ locale, messages: catalogues[locale] });
  const given = problem.params ?? {};
  const kind = String(given.kind ?? given.operation ?? "");
  const params = {
    ...nobodySaid,
    host: translate("common.theHost"),
    machine: given.name ?? translate("common.theMachine"),
    ...given,
    operation: isKind(kind)
      ? translate(`operations.kind.${kind}`)
      : translate("common.theOperation"),
  };
  const { code, detail: raw } = problem;
  const cause = translate(`problems.${code}.cause`, params);
  return {
    title: translate(`problems.${code}.title`, params),
    detail: raw === undefined ? cause : `${cause} (${raw})`,
  };
}

const kinds: readonly string[] = operationKinds;
const isKind = (text: string): text is OperationKind => kinds.includes(text);
