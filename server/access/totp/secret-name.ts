export const totpSecretName = (userId: string): string => `totp:${userId}`;
