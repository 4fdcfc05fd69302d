import { createTranslator } from "use-intl/core";
import machinesEn from "../../app/messages/en/machines.json";
import operationsEn from "../../app/messages/en/operations.json";
import webhooksEn from "../../app/messages/en/webhooks.json";
import machinesZh from "../../app/messages/zh-CN/machines.json";
import operationsZh from "../../app/messages/zh-CN/operations.json";
import webhooksZh from "../../app/messages/zh-CN/webhooks.json";
import type { Locale } from "../access/schema";
import type { MachineState } from "../inventory/types";
import type { WebhookEvent } from "./types";

/** The catalogues are data: pages and robots say the same words. */
const catalogues = {
  en: { machines: machinesEn, operations: operationsEn, webhooks: webhooksEn },
  "zh-CN": { machines: machinesZh, operations: operationsZh, webhooks: webhooksZh },
} as const;

/** One line for people in a chat. */
export function eventText(
  { event, machine, host, operation }: WebhookEvent,
  locale: Locale,
): string {
  const t = createTranslator({ locale, messages: catalogues[locale], namespace: "webhooks" });
  const word = createTranslator({ locale, messages: catalogues[locale] });
  if (event === "test") return t("text.test");
  if (machine?.state && event === "machine.state")
    return t("text.machineState", {
      name: machine.name,
      host: machine.hostName ?? "",
      state: word(`machines.state.${shownState(machine.state)}`),
      previous: word(`machines.state.${shownState(machine.previousState ?? "unknown")}`),
    });
  if (host && (event === "host.down" || event === "host.up"))
    return t(event === "host.down" ? "text.hostDown" : "text.hostUp", {
      host: host.name,
    });
  if (!operation) return event;
  const words = {
    task: word(`operations.kind.${operation.kind}`),
    name: operation.name,
    who: operation.requestedBy,
  };
  return operation.destination === null
    ? t(`text.operation.${endOf(operation.state)}`, words)
    : t(`text.operationTo.${endOf(operation.state)}`, {
        ...words,
        host: operation.destination,
      });
}

const endOf = (state: string): "succeeded" | "failed" | "cancelled" =>
  state === "succeeded" || state === "cancelled" ? state : "failed";

/** libvirt's `blocked` is a guest that waits for its disk: it runs. */
const shownState = (state: MachineState) => (state === "blocked" ? "running" : state);
