/** A robot's address holds its key, so the address is sealed like the signing secret. */
export const urlSecret = (webhookId: string): string => `webhook:${webhookId}:url`;
export const signingSecret = (webhookId: string): string => `webhook:${webhookId}:secret`;
