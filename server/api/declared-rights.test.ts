import { initTRPC } from "@trpc/server";
import { expect, test } from "vitest";
import { appRouter } from "./root";
import { assertEveryProcedureDeclares } from "./trpc";

test("every procedure of the product says which rights it needs", () => {
  expect(Object.keys(appRouter._def.procedures).length).toBeGreaterThan(20);
  expect(() => assertEveryProcedureDeclares(appRouter._def.procedures)).not.toThrow();
});

test("the server does not start with a procedure that says nothing", () => {
  const t = initTRPC.create();
  const silent = t.router({ open: t.router({ door: t.procedure.query(() => "in") }) });
  expect(() => assertEveryProcedureDeclares(silent._def.procedures)).toThrow("open.door");
});
