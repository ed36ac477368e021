import { closeTown, townFromEnvironment } from './town.mjs';

export default async function close() {
  await closeTown(townFromEnvironment());
}
