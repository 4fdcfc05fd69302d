"use client";
import { useTranslations } from "next-intl";
import { useCallback } from "react";
import type { OperationKind } from "@/server/operations/types";
import type { Problem } from "@/server/problem";
import { isAction } from "@/server/rights/actions";
import { fleet } from "../_lib/fleet/store";

export interface ProblemWords {
  title: string;
  cause: string;
  fix: string;
}

/** A problem in the reader's language; where nobody named the host or the machine, a general word. */
export function useProblemWords(): (problem: Problem) => ProblemWords {
  const t = useTranslations("problems");
  const common = useTranslations("common");
  const operations = useTranslations("operations");
  const rights = useTranslations("rights");
  return useCallback(
    (problem) => {
      const given = problem.params ?? {};
      const kind = String(given.kind ?? given.operation ?? "");
      const params = {
        ...nobodySaid,
        host: hostName(given.hostId) ?? common("theHost"),
        machine: given.name ?? common("theMachine"),
        ...given,
        action: rightName(given.action),
        operation: isKind(kind) ? operations(`kind.${kind}`) : common("theOperation"),
      };
      const { code } = problem;
      return {
        title: asSentence(t(`${code}.title`, params)),
        cause: asSentence(t(`${code}.cause`, params)),
        fix: asSentence(t(`${code}.fix`, params)),
      };
      function rightName(action: unknown): string {
        return isAction(action) ? rights(`action.${action}`) : String(action ?? "?");
      }
      function asSentence(text: string): string {
        const general = [common("theHost"), common("theMachine")];
        return general.some((word) => text.startsWith(word))
          ? text.charAt(0).toUpperCase() + text.slice(1)
          : text;
      }
    },
    [t, common, operations, rights],
  );
}

/** Problems name a host by its id; people know it by its name. */
function hostName(hostId: unknown): string | undefined {
  return typeof hostId === "string" ? fleet.hosts.get(hostId)?.name : undefined;
}

const nobodySaid = {
  field: "?",
  scheme: "?",
  param: "?",
  seconds: 60,
  state: "other",
  peer: "host",
};

const kinds: Record<OperationKind, true> = {
  "machine.start": true,
  "machine.shutdown": true,
  "machine.reboot": true,
  "machine.reset": true,
  "machine.forceOff": true,
  "machine.pause": true,
  "machine.resume": true,
  "machine.migrate": true,
  "host.add": true,
  "host.remove": true,
  "host.rename": true,
  "host.repin": true,
  "host.installKey": true,
  "database.backup": true,
  "database.rotateKey": true,
};

function isKind(text: string): text is OperationKind {
  return Object.hasOwn(kinds, text);
}
