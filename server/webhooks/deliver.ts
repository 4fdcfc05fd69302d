import { z } from "zod";
import { AppError, type Problem } from "../problem";
import { type MessageTarget, messageOf } from "./message";
import { post } from "./post";
import type { WebhookKind } from "./schema";
import type { WebhookEvent } from "./types";

interface DeliverOptions {
  allowPrivate: boolean;
  signal: AbortSignal;
}

/** Says it once; throws an AppError that says why the receiver has not got it. */
export async function deliver(
  target: MessageTarget,
  event: WebhookEvent,
  options: DeliverOptions,
): Promise<number> {
  const message = messageOf(target, event, Date.now());
  const { status, body } = await post(message, options);
  const host = message.url.hostname;
  if (status >= 300 && status < 400)
    throw new AppError({ code: "webhookRedirected", params: { host, status } });
  const complaint = status < 200 || status >= 400 ? body : robotComplaint(target.kind, body);
  if (complaint !== null)
    throw new AppError({
      code: "webhookRefused",
      params: { host, status },
      detail: complaint.slice(0, 300),
    });
  return status;
}

/** Robots answer 200 to what they do not take; the truth is a number in the body. */
const RobotAnswer = z.object({
  code: z.number().optional(),
  errcode: z.number().optional(),
  StatusCode: z.number().optional(),
});

function robotComplaint(kind: WebhookKind, body: string): string | null {
  if (kind === "json" || kind === "slack") return null;
  try {
    const { code, errcode, StatusCode } = RobotAnswer.parse(JSON.parse(body));
    return (code ?? errcode ?? StatusCode) === 0 ? null : body;
  } catch {
    return body;
  }
}

/** What trying again does not mend. */
export const isFinal = ({ code }: Problem): boolean =>
  code === "webhookAddressRefused" || code === "webhookRedirected";
