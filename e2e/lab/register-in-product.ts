import { TRPCClientError } from "@trpc/client";
import { problemOf } from "@/app/_components/problem-of";
import { type Api, createApi } from "../fixtures/api";
import { wordsOf } from "../fixtures/words";
import { askLine, askSecret } from "./ask";
import { LabError } from "./errors";
import type { Lab } from "./lab";
import { type Registered, registerHosts } from "./register";

const defaultUrl = "http://127.0.0.1:8420";

interface Product {
  readonly url: string | undefined;
  readonly user: string | undefined;
}

/** Signs in to the running product, with a password asked for at the terminal, and registers the hosts. */
export async function registerInProduct(lab: Lab, product: Product): Promise<Registered[]> {
  const url = (product.url ?? defaultUrl).replace(/\/+$/, "");
  const name = product.user ?? (await askLine(`User name at ${url}: `));
  const password = process.env.FLOTILLA_PASSWORD ?? (await askSecret(`Password of ${name}: `));
  let api: Api | undefined;
  try {
    api = await createApi(url, { name, password });
    return await registerHosts(lab, api.client);
  } catch (error) {
    throw error instanceof TRPCClientError ? inWords(error, url) : error;
  } finally {
    await api?.close();
  }
}

function inWords(error: unknown, url: string): LabError {
  const { code, params, detail } = problemOf(error);
  const { title, fix } = wordsOf("en").problem(code, { host: url, ...params });
  return new LabError("register", [`${title}. ${fix}`, detail ?? ""].join("\n").trimEnd());
}
