"use client";
import dynamic from "next/dynamic";
import { useSyncExternalStore } from "react";
import { actionQuestion } from "./action-requests";

const Dialog = dynamic(
  () => import("./action-question-dialog").then((m) => m.ActionQuestionDialog),
  { ssr: false },
);

/** Mounted once by the shell; the dialog's code comes with the first question. */
export function ActionQuestionMount() {
  const question = useSyncExternalStore(
    actionQuestion.subscribe,
    actionQuestion.current,
    actionQuestion.none,
  );
  return question === null ? null : <Dialog question={question} />;
}
