import { openTown, TOWN_VARIABLE } from './town.mjs';

export default async function open() {
  process.env.TZ = 'UTC';
  process.env[TOWN_VARIABLE] = JSON.stringify(await openTown());
}
