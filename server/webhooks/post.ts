import { request as httpRequest, type RequestOptions } from "node:http";
import { request as httpsRequest } from "node:https";
import { AppError } from "../problem";
import { pinAddress } from "./address-guard";
import type { Message } from "./message";

const TIMEOUT_MS = 10_000;
/** Enough for a robot's answer; whatever else comes is not read. */
const ANSWER_MAX_BYTES = 16_384;

export interface Answer {
  status: number;
  body: string;
}

interface PostOptions {
  allowPrivate: boolean;
  signal: AbortSignal;
}

/** One POST to one pinned address: no redirects, no proxy, no more than ten seconds. */
export async function post(message: Message, options: PostOptions): Promise<Answer> {
  const { url } = message;
  const signal = AbortSignal.any([options.signal, AbortSignal.timeout(TIMEOUT_MS)]);
  try {
    const pinned = await pinAddress(url, options.allowPrivate);
    return await send(message, {
      method: "POST",
      agent: false,
      signal,
      family: pinned.family,
      lookup: (_name, { all }, done) =>
        all ? done(null, [pinned]) : done(null, pinned.address, pinned.family),
      headers: {
        "content-type": "application/json; charset=utf-8",
        "content-length": Buffer.byteLength(message.body),
        "user-agent": "Flotilla",
        ...message.headers,
      },
    });
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError(
      {
        code: "webhookUnreachable",
        params: { host: url.hostname },
        detail: error instanceof Error ? error.message.slice(0, 300) : "",
      },
      { cause: error },
    );
  }
}

function send({ url, body }: Message, options: RequestOptions): Promise<Answer> {
  const request = url.protocol === "https:" ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const call = request(url, options, (response) => {
      const parts: Buffer[] = [];
      let bytes = 0;
      const end = () =>
        resolve({
          status: response.statusCode ?? 0,
          body: Buffer.concat(parts).subarray(0, ANSWER_MAX_BYTES).toString("utf8"),
        });
      response.on("data", (part: Buffer) => {
        parts.push(part);
        bytes += part.length;
        if (bytes < ANSWER_MAX_BYTES) return;
        end();
        response.destroy();
      });
      response.on("end", end);
      response.on("error", reject);
    });
    call.on("error", reject);
    call.end(body);
  });
}
