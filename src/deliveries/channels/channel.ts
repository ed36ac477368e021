/** How a message leaves the house. Adding a channel: its word here, its class beside this file, its place in `channels.ts`. */
export const CHANNELS = ['email', 'webhook'] as const;
export type Channel = (typeof CHANNELS)[number];
