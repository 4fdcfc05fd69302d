import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Suspense } from "react";
import { SignInForm } from "@/app/_features/access/sign-in-form";
import { SignInLanguage } from "@/app/_features/access/sign-in-language";
import { StartFrame } from "@/app/_features/access/start-frame";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("access.signIn");
  return { title: t("title") };
}

export default async function SignInPage() {
  const t = await getTranslations("access.signIn");
  return (
    <StartFrame title={t("title")} lead={t("lead")} footer={<SignInLanguage />}>
      <Suspense>
        <SignInForm />
      </Suspense>
    </StartFrame>
  );
}
