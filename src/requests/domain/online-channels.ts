/** The channels by which somebody files from where they are, without the telephone and without coming to the council. */
export const ONLINE_CHANNELS = ['web', 'api', 'mail'] as const;
